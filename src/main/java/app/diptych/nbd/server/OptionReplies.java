package app.diptych.nbd.server;

import app.diptych.nbd.BlockSizes;
import app.diptych.nbd.Option;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.server.OptionData.Invalid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers the options that have to do with exports, and remembers what they agree on. For one
/// thread.
final class OptionReplies {
  private final HandshakeWire wire;
  private final Offers offers;
  private boolean isStructured;
  private boolean isExtended;
  private @Nullable Offer withStatus;

  /// Answers over this wire; nothing is agreed on yet.
  OptionReplies(HandshakeWire wire, Offers offers) {
    this.wire = wire;
    this.offers = offers;
  }

  /// Answers an option; it is none of EXPORT_NAME, ABORT and STARTTLS.
  ///
  /// @return what was agreed on, once the client uses an export
  Optional<Agreement> answer(OptionRequest request, Option option, byte... data)
      throws IOException {
    if (option == Option.SET_META_CONTEXT) {
      // Also where this one fails.
      withStatus = null;
    }
    if (HandshakeWire.isTooBig(request)) {
      wire.refuse(
          request, Protocol.REP_ERR_TOO_BIG, option + " with " + request.length() + " bytes");
      return Optional.empty();
    }
    try {
      return answer(request, option, new OptionData(data));
    } catch (Invalid e) {
      wire.refuse(request, Protocol.REP_ERR_INVALID, option + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Agreement> answer(OptionRequest request, Option option, OptionData data)
      throws IOException, Invalid {
    switch (option) {
      case LIST -> list(request, data);
      case STRUCTURED_REPLY -> structuredReply(request, data);
      case EXTENDED_HEADERS -> extendedHeaders(request, data);
      case LIST_META_CONTEXT, SET_META_CONTEXT -> contexts(request, option, data);
      case INFO -> {
        return info(request, data).flatMap(_ -> Optional.empty());
      }
      case GO -> {
        return info(request, data);
      }
      case EXPORT_NAME, ABORT, STARTTLS -> throw new IllegalArgumentException(option.toString());
    }
    return Optional.empty();
  }

  /// What EXPORT_NAME agrees on.
  ///
  /// @throws Invalid if it cannot be had
  Agreement exportName(byte... data) throws Invalid {
    if (isExtended) {
      throw new Invalid("extended headers want GO");
    }
    String name = new OptionData(data).all();
    Offer offer = offers.find(name).orElseThrow(() -> new Invalid("no export " + name));
    return agreement(offer, false);
  }

  private Agreement agreement(Offer offer, boolean isAligned) {
    return new Agreement(
        offer, new Replies(isStructured, isExtended), isAligned, withStatus == offer);
  }

  private void list(OptionRequest request, OptionData data) throws IOException, Invalid {
    data.end();
    for (Offer offer : offers.all()) {
      byte[] name = bytes(offer.name());
      byte[] description = bytes(offer.description());
      ByteBuffer reply = ByteBuffer.allocate(Integer.BYTES + name.length + description.length);
      reply.putInt(name.length).put(name).put(description);
      wire.reply(request, Protocol.REP_SERVER, reply.array());
    }
    wire.reply(request, Protocol.REP_ACK);
  }

  private void structuredReply(OptionRequest request, OptionData data) throws IOException, Invalid {
    data.end();
    if (isExtended) {
      wire.refuse(request, Protocol.REP_ERR_EXT_HEADER_REQD, "extended headers were agreed on");
      return;
    }
    isStructured = true;
    wire.reply(request, Protocol.REP_ACK);
  }

  private void extendedHeaders(OptionRequest request, OptionData data) throws IOException, Invalid {
    data.end();
    isExtended = true;
    wire.reply(request, Protocol.REP_ACK);
  }

  private void contexts(OptionRequest request, Option option, OptionData data)
      throws IOException, Invalid {
    boolean isSelecting = option == Option.SET_META_CONTEXT;
    if (!isStructured && !isExtended) {
      throw new Invalid("structured replies come first");
    }
    String name = data.string();
    List<String> queries = queries(data);
    Optional<Offer> offer = offers.find(name);
    if (offer.isEmpty()) {
      wire.refuse(request, Protocol.REP_ERR_UNKNOWN, "no export " + name);
      return;
    }
    boolean isFound =
        queries.contains(Protocol.BASE_ALLOCATION)
            || (!isSelecting && (queries.isEmpty() || queries.contains("base:")));
    if (isFound) {
      byte[] context = bytes(Protocol.BASE_ALLOCATION);
      ByteBuffer reply = ByteBuffer.allocate(Integer.BYTES + context.length);
      reply.putInt(isSelecting ? Replies.ALLOCATION_CONTEXT : 0).put(context);
      wire.reply(request, Protocol.REP_META_CONTEXT, reply.array());
      withStatus = isSelecting ? offer.get() : withStatus;
    }
    wire.reply(request, Protocol.REP_ACK);
  }

  private static List<String> queries(OptionData data) throws Invalid {
    long count = data.count();
    List<String> queries = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      queries.add(data.string());
    }
    data.end();
    return queries;
  }

  private Optional<Agreement> info(OptionRequest request, OptionData data)
      throws IOException, Invalid {
    String name = data.string();
    int count = data.shortCount();
    List<Integer> wanted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      wanted.add(data.shortCount());
    }
    data.end();
    Optional<Offer> offer = offers.find(name);
    if (offer.isEmpty()) {
      wire.refuse(request, Protocol.REP_ERR_UNKNOWN, "no export " + name);
      return Optional.empty();
    }
    tell(request, offer.get(), wanted);
    wire.reply(request, Protocol.REP_ACK);
    return Optional.of(agreement(offer.get(), wanted.contains(Protocol.INFO_BLOCK_SIZE)));
  }

  private void tell(OptionRequest request, Offer offer, List<Integer> wanted) throws IOException {
    int flags = offer.flags(new Replies(isStructured, isExtended), withStatus == offer);
    ByteBuffer export = ByteBuffer.allocate(12).putShort((short) Protocol.INFO_EXPORT);
    export.putLong(offer.geometry().size()).putShort((short) flags);
    wire.reply(request, Protocol.REP_INFO, export.array());
    if (wanted.contains(Protocol.INFO_NAME)) {
      tell(request, Protocol.INFO_NAME, offer.name());
    }
    if (wanted.contains(Protocol.INFO_DESCRIPTION)) {
      tell(request, Protocol.INFO_DESCRIPTION, offer.description());
    }
    if (wanted.contains(Protocol.INFO_BLOCK_SIZE)) {
      BlockSizes sizes = offer.blockSizes();
      ByteBuffer told = ByteBuffer.allocate(14).putShort((short) Protocol.INFO_BLOCK_SIZE);
      told.putInt(sizes.minimum()).putInt(sizes.preferred()).putInt((int) sizes.maximum());
      wire.reply(request, Protocol.REP_INFO, told.array());
    }
  }

  private void tell(OptionRequest request, int info, String text) throws IOException {
    byte[] bytes = bytes(text);
    ByteBuffer told = ByteBuffer.allocate(Short.BYTES + bytes.length);
    told.putShort((short) info).put(bytes);
    wire.reply(request, Protocol.REP_INFO, told.array());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
