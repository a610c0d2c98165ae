package app.diptych.nbd.server;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.nbd.Command;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Request;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/// A FLUSH, TRIM, WRITE_ZEROES or CACHE. A large one is done piece by piece, so that neither those
/// who write to the same device nor a server that closes wait for all of it.
final class Change implements Work {
  // Bytes of zeros that are written at once where no hole may be left.
  private static final long ZEROS = 1 << 20;
  // Bytes that are trimmed or zeroed at once; a disk that writes them takes a second or two.
  private static final long PIECE = 256 << 20;
  private static final long ALIGNMENT = 4096;

  private final Serving serving;
  private final Request request;
  private final Command command;
  private final Region region;
  private final BooleanSupplier isGivenUp;
  // Of the one thread that does it.
  private boolean isCutShort;

  /// One that is to be done.
  ///
  /// @param region what it concerns; empty for FLUSH
  /// @param isGivenUp whether what is left of it is not to be done
  Change(
      Serving serving, Request request, Command command, Region region, BooleanSupplier isGivenUp) {
    this.serving = serving;
    this.request = request;
    this.command = command;
    this.region = region;
    this.isGivenUp = isGivenUp;
  }

  @Override
  public Command command() {
    return command;
  }

  @Override
  public void run() {
    try {
      serving.act(command, 0, this::change);
      serving.outbox().add(reply());
    } catch (Failed e) {
      serving.outbox().add(serving.replies().failure(request, e.why()));
    }
  }

  private Outgoing reply() {
    return isCutShort
        ? serving.replies().failure(request, Failing.SHUTDOWN)
        : serving.replies().success(request);
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
    if (!isCutShort
        && request.has(Protocol.CMD_FLAG_FUA)
        && (command == Command.TRIM || isZeroing())) {
      serving.device().flush();
    }
  }

  private boolean isZeroing() {
    return command == Command.WRITE_ZEROES;
  }

  private void trim() throws DeviceException {
    try {
      inPieces(Rewriting.inner(serving.offer(), region), PIECE, serving.device()::trim);
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
      inPieces(sectors, PIECE, serving.device()::zero);
    } catch (DeviceException.Unimplemented e) {
      // Clients are told that it can be asked, whatever the device can.
      writeZeros(sectors);
    }
  }

  private void writeZeros(Region sectors) throws DeviceException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment zeros = arena.allocate(Math.min(ZEROS, sectors.length()), ALIGNMENT);
      inPieces(
          sectors,
          ZEROS,
          piece -> serving.device().write(piece.offset(), zeros.asSlice(0, piece.length())));
    }
  }

  // Those of a device that is made of larger units are to be whole ones, hence the round places.
  private void inPieces(Region all, long size, Rewriting.Zeroing change) throws DeviceException {
    long at = all.offset();
    while (at < all.end() && !isCutShort) {
      Region piece = Region.between(at, Math.min(all.end(), at - at % size + size));
      serving.offer().edges().whole(piece, () -> change.zero(piece));
      at = piece.end();
      isCutShort = at < all.end() && isGivenUp.getAsBoolean();
    }
  }
}
