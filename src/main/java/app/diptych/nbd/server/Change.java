package app.diptych.nbd.server;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Request;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A FLUSH, TRIM, WRITE_ZEROES or CACHE.
///
/// @param command which
/// @param region what it concerns; empty for FLUSH
record Change(Serving serving, Request request, Command command, Region region) implements Work {
  // Bytes of zeros that are written at once where no hole may be left.
  private static final long ZEROS = 1 << 20;
  private static final long ALIGNMENT = 4096;

  @Override
  public void run() {
    try {
      serving.act(command, 0, this::change);
      serving.outbox().add(serving.replies().success(request));
    } catch (Failed e) {
      serving.outbox().add(serving.replies().failure(request, e.why()));
    }
  }

  private void change() throws DeviceException {
    switch (command) {
      case FLUSH -> serving.device().flush();
      case TRIM -> trim();
      case WRITE_ZEROES -> Rewriting.zero(serving.offer(), region, this::zero);
      // Asks for what is read later to be near then, and promises nothing; the devices here have
      // no such thing, and reading it would take longer than it spares.
      case CACHE -> {}
      case READ, WRITE, DISC, BLOCK_STATUS -> throw new IllegalStateException(command.toString());
    }
    if (request.has(Protocol.CMD_FLAG_FUA) && (command == Command.TRIM || isZeroing())) {
      serving.device().flush();
    }
  }

  private boolean isZeroing() {
    return command == Command.WRITE_ZEROES;
  }

  private void trim() throws DeviceException {
    Region inner = Rewriting.inner(serving.offer(), region);
    if (inner.isEmpty()) {
      return;
    }
    try {
      serving.offer().edges().whole(inner, () -> serving.device().trim(inner));
    } catch (DeviceException.Unimplemented e) {
      // It is a hint, which a device may let be.
    }
  }

  private void zero(Region sectors) throws DeviceException {
    if (request.has(Protocol.CMD_FLAG_NO_HOLE)) {
      // Zeroing leaves holes where a device can, and none says that it does not.
      writeZeros(sectors);
      return;
    }
    try {
      serving.offer().edges().whole(sectors, () -> serving.device().zero(sectors));
    } catch (DeviceException.Unimplemented e) {
      // Clients are told that it can be asked, whatever the device can.
      writeZeros(sectors);
    }
  }

  private void writeZeros(Region sectors) throws DeviceException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment zeros = arena.allocate(Math.min(ZEROS, sectors.length()), ALIGNMENT);
      for (long at = sectors.offset(); at < sectors.end(); at += zeros.byteSize()) {
        Region part = new Region(at, Math.min(zeros.byteSize(), sectors.end() - at));
        MemorySegment memory = zeros.asSlice(0, part.length());
        serving.offer().edges().whole(part, () -> serving.device().write(part.offset(), memory));
      }
    }
  }
}
