package app.diptych.nbd;

import app.diptych.block.BlockDevice;
import app.diptych.block.DeviceException;
import app.diptych.block.Extent;
import app.diptych.block.Geometry;
import app.diptych.block.Region;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// An export of an NBD server, as a device.
@SuppressWarnings("DoNotCallSuggester")
public final class NbdClient implements BlockDevice {
  private NbdClient() {}

  /// Connects to the export.
  ///
  /// @throws DeviceException.Disconnected where no server answers or it is none,
  ///   DeviceException.Denied where it lets nobody in, DeviceException.ReadOnly where writing was
  ///   wished for and it takes none, DeviceException.Unknown else
  public static NbdClient connect(NbdUri uri, ClientOptions options) throws DeviceException {
    throw new UnsupportedOperationException(uri + " " + options);
  }

  /// Asks a server for all that it tells: its exports if it lists them, else the one that the URI
  /// names.
  public static ServerFacts ask(NbdUri uri, ClientOptions options) throws DeviceException {
    throw new UnsupportedOperationException(uri + " " + options);
  }

  /// What the server told of this export.
  public ExportFacts facts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String name() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Geometry geometry() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void read(long offset, MemorySegment... buffers) throws DeviceException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(long offset, MemorySegment... buffers) throws DeviceException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush() throws DeviceException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void zero(Region region) throws DeviceException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void trim(Region region) throws DeviceException {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Extent> extents(Region region) throws DeviceException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
