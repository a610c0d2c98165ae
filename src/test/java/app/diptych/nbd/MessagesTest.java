package app.diptych.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Messages as bytes of the specification, both ways.
final class MessagesTest {
  private static final String COMPACT =
      "25609513 0001 0001 1122334455667788 0000000000001000 00000200";
  private static final String EXTENDED =
      "21e41c71 0020 0001 1122334455667788 0000000000001000 0000000100000200";

  @Test
  void aCompactRequestHasTheBytesOfTheSpecification() throws ProtocolException {
    var request = Request.of(Command.WRITE, Protocol.CMD_FLAG_FUA, 0x1122334455667788L, 4096, 512);
    assertThat(encoded(to -> request.encode(to, false))).isEqualTo(bytes(COMPACT));
    assertThat(Request.decode(wrapped(COMPACT), false)).isEqualTo(request);
  }

  @Test
  void anExtendedRequestHasTheBytesOfTheSpecification() throws ProtocolException {
    var request =
        Request.of(
            Command.WRITE,
            Protocol.CMD_FLAG_PAYLOAD_LEN,
            0x1122334455667788L,
            4096,
            0x1_0000_0200L);
    assertThat(encoded(to -> request.encode(to, true))).isEqualTo(bytes(EXTENDED));
    assertThat(Request.decode(wrapped(EXTENDED), true)).isEqualTo(request);
  }

  @Test
  void aLengthOfACompactRequestIsUnsigned() throws ProtocolException {
    var request = Request.decode(wrapped(COMPACT.replace("00000200", "fffffe00")), false);
    assertThat(request.length()).isEqualTo(0xffff_fe00L);
  }

  @Test
  void aRequestNeedNotBeKnown() throws ProtocolException {
    var request = Request.decode(wrapped(COMPACT.replace("0001 0001", "ffff fffe")), false);
    assertThat(request.command()).isEmpty();
    assertThat(request.flags()).isEqualTo(0xffff);
    assertThat(request.type()).isEqualTo(0xfffe);
  }

  @Test
  void everyCommandIsFoundByItsNumber() {
    for (Command command : Command.values()) {
      assertThat(Command.of(command.code())).contains(command);
    }
    assertThat(Command.of(-1)).isEmpty();
    assertThat(Command.of(8)).isEmpty();
  }

  @Test
  void everyOptionIsFoundByItsNumber() {
    for (Option option : Option.values()) {
      assertThat(Option.of(option.code())).contains(option);
    }
    assertThat(Option.of(4)).isEmpty();
  }

  @Test
  void aRequestOfTheOtherKindIsRefused() {
    assertThatThrownBy(() -> Request.decode(wrapped(COMPACT + "00000000"), true))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("25609513");
    assertThatThrownBy(() -> Request.decode(wrapped(EXTENDED), false))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void aRequestCutShortIsNone() {
    assertThatThrownBy(() -> Request.decode(wrapped(COMPACT).limit(27), false))
        .isInstanceOf(BufferUnderflowException.class);
  }

  @Test
  void aSimpleReplyHasTheBytesOfTheSpecification() throws ProtocolException {
    check("67446698 00000016 1122334455667788", new Reply.Simple(22, 0x1122334455667788L));
  }

  @Test
  void aStructuredReplyHasTheBytesOfTheSpecification() throws ProtocolException {
    var reply = new Reply.Structured(1, Protocol.REPLY_ERROR, 0x1122334455667788L, 0xffff_ffffL);
    check("668e33ef 0001 8001 1122334455667788 ffffffff", reply);
    assertThat(reply.isLast()).isTrue();
    assertThat(reply.isError()).isTrue();
  }

  @Test
  void anExtendedReplyHasTheBytesOfTheSpecification() throws ProtocolException {
    var reply =
        new Reply.Extended(0, Protocol.REPLY_BLOCK_STATUS_EXT, 0x1122334455667788L, 4096, 24);
    check("6e8a278c 0000 0006 1122334455667788 0000000000001000 0000000000000018", reply);
    assertThat(reply.isLast()).isFalse();
    assertThat(reply.isError()).isFalse();
  }

  @Test
  void whatIsNoReplyIsRefused() {
    assertThatThrownBy(() -> Reply.decode(wrapped("deadbeef 00000000 0000000000000000")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("deadbeef");
  }

  @Test
  void anOptionHasTheBytesOfTheSpecification() throws ProtocolException {
    var option = OptionRequest.of(Option.GO, 6);
    String golden = "49484156454f5054 00000007 00000006";
    assertThat(encoded(option::encode)).isEqualTo(bytes(golden));
    assertThat(OptionRequest.decode(wrapped(golden))).isEqualTo(option);
    assertThat(OptionRequest.decode(wrapped("49484156454f5054 ffffffff ffffffff")))
        .isEqualTo(new OptionRequest(-1, 0xffff_ffffL));
    assertThatThrownBy(() -> OptionRequest.decode(wrapped("0".repeat(32))))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void anOptionReplyHasTheBytesOfTheSpecification() throws ProtocolException {
    var reply = new OptionReply(Option.LIST.code(), Protocol.REP_ERR_TLS_REQD, 0);
    String golden = "0003e889045565a9 00000003 80000005 00000000";
    assertThat(encoded(reply::encode)).isEqualTo(bytes(golden));
    assertThat(OptionReply.decode(wrapped(golden))).isEqualTo(reply);
    assertThat(reply.isError()).isTrue();
    assertThat(new OptionReply(3, Protocol.REP_ACK, 0).isError()).isFalse();
    assertThatThrownBy(() -> OptionReply.decode(wrapped("0".repeat(40))))
        .isInstanceOf(ProtocolException.class);
  }

  private static void check(String golden, Reply reply) throws ProtocolException {
    assertThat(encoded(reply::encode)).isEqualTo(bytes(golden));
    assertThat(Reply.decode(wrapped(golden))).isEqualTo(reply);
    assertThat(Reply.size(wrapped(golden).getInt())).isEqualTo(bytes(golden).length);
  }

  private static byte[] encoded(Consumer<ByteBuffer> message) {
    ByteBuffer to = ByteBuffer.allocate(64);
    message.accept(to);
    byte[] all = new byte[to.flip().remaining()];
    to.get(all);
    return all;
  }

  private static ByteBuffer wrapped(String hex) {
    return ByteBuffer.wrap(bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
