using System.IO.Compression;
using System.Text.Unicode;

namespace Aread.Data.Published;

/// <summary>
/// Reads a text file, plain or compressed, line by line. Lines that are no UTF-8 or too long go to the rejected rows, and blank ones are passed over.
/// Memory is twice the longest line, 32 MiB at most.
/// </summary>
internal sealed class InputLines : IDisposable
{
    /// <summary>Bytes of the longest line that is read.</summary>
    public const int Longest = 16 << 20;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly InputFile _input;
    private readonly FileRejects _rejects;
    private readonly FileStream _file;
    private readonly Stream _stream;
    private byte[] _buffer = new byte[1 << 18];
    private int _start;
    private int _end;
    private int _length;
    private int _next;

    /// <exception cref="DataFormatException">The file cannot be read, or is empty.</exception>
    public InputLines(InputFile input, FileRejects rejects)
    {
        (_input, _rejects) = (input, rejects);
        try
        {
            _file = new FileStream(input.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw Unreadable(fault);
        }
        if (_file.Length == 0)
        {
            _file.Dispose();
            throw new DataFormatException(input.Path, null, null, "The file is empty.", "Download it again.");
        }
        _stream = input.IsCompressed ? new GZipStream(new BufferedStream(_file, 1 << 18), CompressionMode.Decompress) : _file;
    }

    /// <summary>Of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line last read, without its end. Valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    /// <summary>Share of the file that is read, in [0, 1].</summary>
    public double Fraction => (double)_file.Position / _file.Length;

    /// <summary>Goes to the next line that is text.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, is cut short (compressed), or more of it is damaged than may be.</exception>
    public bool Read()
    {
        while (Advance())
        {
            if (Number == 1 && Line.StartsWith(ByteOrderMark)) (_start, _length) = (_start + ByteOrderMark.Length, _length - ByteOrderMark.Length);
            if (Line.IsEmpty) continue;
            _rejects.Count();
            if (_length > Longest) Reject($"The line is longer than {Longest >> 20} MiB.");
            else if (!Utf8.IsValid(Line)) Reject("The line is no UTF-8.");
            else return true;
        }
        _rejects.Complete();
        return false;
    }

    /// <summary>Leaves out the line last read.</summary>
    public void Reject(string reason) => _rejects.Reject(Number, reason, Line);

    public void Dispose()
    {
        _stream.Dispose();
        _file.Dispose();
    }

    private bool Advance()
    {
        _start = _next;
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0) return Take(searched + found, _start + searched + found + 1);
            searched = _end - _start;
            if (searched > Longest + 1) return TakeBeginning();
            if (!Fill()) return searched > 0 && Take(searched, _end);
        }
    }

    private bool Take(int length, int next)
    {
        Number++;
        _length = next > _start + length && length > 0 && _buffer[_start + length - 1] == '\r' ? length - 1 : length;
        _next = next;
        return true;
    }

    /// <summary>Of a line that is too long only so much is kept.</summary>
    private bool TakeBeginning()
    {
        const int Kept = Longest + 1;
        while (true)
        {
            var found = _buffer.AsSpan(_start + Kept, _end - _start - Kept).IndexOf((byte)'\n');
            if (found >= 0) return Take(Kept, _start + Kept + found + 1);
            _end = _start + Kept;
            if (!Fill()) return Take(Kept, _end);
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        try
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException fault)
        {
            throw new DataFormatException(_input.Path, Number + 1, null, $"The compressed file is cut short or damaged: {fault.Message.TrimEnd('.')}.", "Download it again.", fault);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw Unreadable(fault);
        }
    }

    private DataFormatException Unreadable(Exception fault) =>
        new(_input.Path, null, null, $"The file cannot be read: {fault.Message.TrimEnd('.')}.", "Check the file and its permissions.", fault);
}
