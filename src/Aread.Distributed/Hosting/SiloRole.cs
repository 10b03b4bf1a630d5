namespace Aread.Distributed.Hosting;

/// <summary>What a silo computes on.</summary>
public enum SiloRole
{
    Cpu,
    Gpu,
}
