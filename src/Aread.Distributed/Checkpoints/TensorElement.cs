namespace Aread.Distributed.Checkpoints;

/// <summary>Element types of a checkpoint, named as in safetensors files. Little-endian.</summary>
public enum TensorElement
{
    U8,
    I32,
    I64,
    F32,
}
