package app.diptych.nbd.client;

import app.diptych.nbd.Ability;
import app.diptych.nbd.BlockSizes;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers what a server tells of an export during the handshake, and checks it.
final class InfoReader {
  private static final Map<Integer, Ability> ABILITIES =
      Map.of(
          Protocol.FLAG_SEND_FLUSH, Ability.FLUSH,
          Protocol.FLAG_SEND_FUA, Ability.FUA,
          Protocol.FLAG_SEND_TRIM, Ability.TRIM,
          Protocol.FLAG_SEND_WRITE_ZEROES, Ability.ZERO,
          Protocol.FLAG_SEND_FAST_ZERO, Ability.FAST_ZERO,
          Protocol.FLAG_SEND_DF, Ability.DF,
          Protocol.FLAG_SEND_CACHE, Ability.CACHE,
          Protocol.FLAG_CAN_MULTI_CONN, Ability.MULTI_CONN);
  // Section "Size constraints".
  private static final int LARGEST_MINIMUM = 1 << 16;

  private String name;
  private String description = "";
  private long size = -1;
  private int flags;
  private @Nullable BlockSizes blockSizes;

  /// Of the export that was asked for by this name.
  InfoReader(String name) {
    this.name = name;
  }

  /// Takes one NBD_REP_INFO; what is not known is ignored.
  void take(ByteBuffer info) throws ProtocolException {
    try {
      switch (Short.toUnsignedInt(info.getShort())) {
        case Protocol.INFO_EXPORT -> export(info.getLong(), Short.toUnsignedInt(info.getShort()));
        case Protocol.INFO_NAME -> name = Negotiation.text(info);
        case Protocol.INFO_DESCRIPTION -> description = Negotiation.words(info);
        case Protocol.INFO_BLOCK_SIZE -> blockSizes = blockSizes(info);
        default -> {
          // Of a later version of the protocol.
        }
      }
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("information on an export that is cut off");
    }
  }

  /// Takes what every dialect tells: the size and the transmission flags.
  void export(long size, int flags) throws ProtocolException {
    if (size < 0) {
      throw new ProtocolException("an export of 2^63 bytes or more");
    }
    this.size = size;
    this.flags = (flags & Protocol.FLAG_HAS_FLAGS) == 0 ? 0 : flags;
  }

  private static BlockSizes blockSizes(ByteBuffer info) throws ProtocolException {
    long minimum = Integer.toUnsignedLong(info.getInt());
    long preferred = Integer.toUnsignedLong(info.getInt());
    long maximum = Integer.toUnsignedLong(info.getInt());
    boolean isSound =
        Long.bitCount(minimum) == 1
            && minimum <= LARGEST_MINIMUM
            && preferred >= minimum
            && preferred <= Integer.MAX_VALUE
            && maximum >= minimum;
    if (!isSound) {
      throw new ProtocolException(
          "block sizes that cannot be: " + minimum + ", " + preferred + ", " + maximum);
    }
    return new BlockSizes((int) minimum, (int) preferred, maximum);
  }

  /// All that was told.
  ///
  /// @throws ProtocolException if the export's size was not
  ExportFacts facts(List<String> contexts) throws ProtocolException {
    if (size < 0) {
      throw new ProtocolException("nothing on the export's size");
    }
    Set<Ability> abilities = EnumSet.noneOf(Ability.class);
    ABILITIES.forEach((flag, ability) -> {
      if ((flags & flag) != 0) {
        abilities.add(ability);
      }
    });
    return new ExportFacts(
        name,
        description.isEmpty() ? Optional.empty() : Optional.of(description),
        size,
        (flags & Protocol.FLAG_READ_ONLY) != 0,
        (flags & Protocol.FLAG_ROTATIONAL) != 0,
        Set.copyOf(abilities),
        Optional.ofNullable(blockSizes),
        List.copyOf(contexts));
  }
}
