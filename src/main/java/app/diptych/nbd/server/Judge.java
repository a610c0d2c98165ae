package app.diptych.nbd.server;

import app.diptych.nbd.Command;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Request;
import app.diptych.nbd.WireError;
import java.util.Optional;

/// Decides which requests are refused, and why (sections "Request types", "Command flags" and
/// "Error values").
final class Judge {
  private final Agreement agreement;

  /// Judges by what was agreed on.
  Judge(Agreement agreement) {
    this.agreement = agreement;
  }

  /// Why a request is not served, if it is not; whatever its payload says.
  Optional<Failing> refusal(Request request) {
    Optional<Command> command = request.command();
    if (command.isEmpty()) {
      return no(WireError.EINVAL, "unknown command " + request.type());
    }
    if ((request.flags() & ~flags(command.get())) != 0) {
      return no(WireError.EINVAL, "unknown flags " + request.flags() + " of " + command.get());
    }
    return switch (command.get()) {
      case DISC -> Optional.empty();
      case FLUSH -> flush(request);
      case READ, WRITE, TRIM, CACHE, WRITE_ZEROES, BLOCK_STATUS ->
          concerning(command.get(), request);
    };
  }

  private int flags(Command command) {
    boolean isExtended = agreement.replies().isExtended();
    int own =
        switch (command) {
          case READ -> agreement.replies().hasChunks() ? Protocol.CMD_FLAG_DF : 0;
          case WRITE -> isExtended ? Protocol.CMD_FLAG_PAYLOAD_LEN : 0;
          case WRITE_ZEROES -> Protocol.CMD_FLAG_NO_HOLE | Protocol.CMD_FLAG_FAST_ZERO;
          case BLOCK_STATUS ->
              Protocol.CMD_FLAG_REQ_ONE | (isExtended ? Protocol.CMD_FLAG_PAYLOAD_LEN : 0);
          case DISC, FLUSH, TRIM, CACHE -> 0;
        };
    return own | Protocol.CMD_FLAG_FUA;
  }

  private static Optional<Failing> flush(Request request) {
    return request.offset() == 0 && request.length() == 0
        ? Optional.empty()
        : no(WireError.EINVAL, "FLUSH concerns the whole export");
  }

  private Optional<Failing> concerning(Command command, Request request) {
    boolean isChange =
        switch (command) {
          case WRITE, TRIM, WRITE_ZEROES -> true;
          case READ, CACHE, BLOCK_STATUS, FLUSH, DISC -> false;
        };
    if (isChange && agreement.offer().isReadOnly()) {
      return no(WireError.EPERM, "the export is read-only");
    }
    if (command == Command.WRITE && isWithoutData(request)) {
      return no(WireError.EINVAL, "WRITE without data");
    }
    if (command == Command.BLOCK_STATUS && !agreement.hasStatus()) {
      return no(WireError.EINVAL, "no metadata context was agreed on");
    }
    if (command == Command.BLOCK_STATUS && request.has(Protocol.CMD_FLAG_PAYLOAD_LEN)) {
      return Optional.empty();
    }
    return place(command, request);
  }

  private boolean isWithoutData(Request request) {
    return agreement.replies().isExtended() && !request.has(Protocol.CMD_FLAG_PAYLOAD_LEN);
  }

  /// Why a place is not served, if it is not.
  Optional<Failing> place(Command command, Request request) {
    Offer offer = agreement.offer();
    long size = offer.geometry().size();
    long offset = request.offset();
    long length = request.length();
    if (offset < 0 || length < 0 || length > size || offset > size - length) {
      boolean isWrite = command == Command.WRITE || command == Command.WRITE_ZEROES;
      return no(
          isWrite ? WireError.ENOSPC : WireError.EINVAL,
          "beyond the end of the export: " + place(request) + " of " + size);
    }
    if (agreement.isAligned() && ((offset | length) & (offer.blockSizes().minimum() - 1)) != 0) {
      return no(
          WireError.EINVAL,
          "no multiple of " + offer.blockSizes().minimum() + ": " + place(request));
    }
    if (length > Offer.MAXIMUM && (command == Command.READ || command == Command.WRITE)) {
      boolean isTold = command == Command.READ && agreement.replies().hasChunks();
      return no(
          isTold ? WireError.EOVERFLOW : WireError.EINVAL,
          "more than " + Offer.MAXIMUM + " bytes: " + place(request));
    }
    return kind(command, request);
  }

  private static Optional<Failing> kind(Command command, Request request) {
    if (command == Command.BLOCK_STATUS && request.length() == 0) {
      return no(WireError.EINVAL, "the status of nothing");
    }
    if (command == Command.WRITE_ZEROES && request.has(Protocol.CMD_FLAG_FAST_ZERO)) {
      // No device tells beforehand how fast it zeroes.
      return no(WireError.ENOTSUP, "not known to be faster than writing");
    }
    return Optional.empty();
  }

  private static String place(Request request) {
    return "@"
        + Long.toUnsignedString(request.offset())
        + "+"
        + Long.toUnsignedString(request.length());
  }

  private static Optional<Failing> no(WireError error, String message) {
    return Optional.of(new Failing(error, message));
  }
}
