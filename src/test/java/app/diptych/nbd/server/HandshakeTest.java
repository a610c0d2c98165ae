package app.diptych.nbd.server;

import static app.diptych.nbd.server.RawClient.contexts;
import static app.diptych.nbd.server.RawClient.info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.MemoryDevice;
import app.diptych.nbd.Certificates;
import app.diptych.nbd.Command;
import app.diptych.nbd.Option;
import app.diptych.nbd.OptionReply;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Request;
import app.diptych.nbd.Tls;
import app.diptych.nbd.WireError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a server says until a client uses an export, byte by byte.
@Timeout(240)
final class HandshakeTest {
  private final MemoryDevice device = new MemoryDevice("memory", 1 << 20, 512);
  private TestServer server;

  @BeforeEach
  void open() throws IOException {
    server =
        TestServer.of(
            List.of(
                new Export("first", "the first", device, false, true),
                new Export("second", "", device, true, false)),
            ServerOptions.DEFAULT);
  }

  @AfterEach
  void close() throws Exception {
    server.awaitEmpty();
    server.close();
    device.close();
  }

  @Test
  void theServerSpeaksFirst() throws IOException {
    try (RawClient client = RawClient.connect(server.server())) {
      ByteBuffer greeting = client.receive(18);
      assertThat(greeting.getLong()).isEqualTo(Protocol.INIT_MAGIC);
      assertThat(greeting.getLong()).isEqualTo(Protocol.OPTION_MAGIC);
      assertThat(greeting.getShort()).isEqualTo((short) 3);
    }
  }

  @Test
  void unknownFlagsOfAClientEndTheConnection() throws IOException {
    try (RawClient client = RawClient.connect(server.server())) {
      client.receive(18);
      client.sendInt(4);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void exportNameIsAnsweredWithZeroesUnlessTheClientDoesWithout() throws IOException {
    for (int flags : new int[] {1, 3}) {
      try (RawClient client = RawClient.connect(server.server())) {
        client.receive(18);
        client.sendInt(flags);
        client.sendOption(Option.EXPORT_NAME.code(), bytes("second"));
        ByteBuffer told = client.receive(flags == 1 ? 134 : 10);
        assertThat(told.getLong()).isEqualTo(1 << 20);
        assertThat(told.getShort() & 3).isEqualTo(3);
        assertThat(client.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
      }
    }
  }

  @Test
  void exportNameOfNothingEndsTheConnection() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      client.sendOption(Option.EXPORT_NAME.code(), bytes("third"));
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void abortIsAcknowledged() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      assertThat(client.option(Option.ABORT.code(), bytes("?")).getLast().type())
          .isEqualTo(Protocol.REP_ACK);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void allExportsAreListed() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      var told = client.option(Option.LIST.code());
      assertThat(told).hasSize(3);
      assertThat(told.getFirst().text()).isEqualTo("\0\0\0\5firstthe first");
      assertThat(told.get(1).text()).isEqualTo("\0\0\0\6second");
      assertThat(client.option(Option.LIST.code(), bytes("x")).getLast().type())
          .isEqualTo(Protocol.REP_ERR_INVALID);
    }
  }

  @Test
  void infoTellsWhatWasAskedAndTheHandshakeGoesOn() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      var told = client.option(Option.INFO.code(), info("", 1, 2, 3, 77));
      assertThat(told).hasSize(5);
      ByteBuffer export = told.getFirst().buffer();
      assertThat(export.getShort()).isEqualTo((short) Protocol.INFO_EXPORT);
      assertThat(export.getLong()).isEqualTo(1 << 20);
      assertThat(export.getShort() & 0xffff).isEqualTo(0b1101_0111_1101);
      assertThat(told.get(1).text()).isEqualTo("\0\1first");
      assertThat(told.get(2).text()).isEqualTo("\0\2the first");
      ByteBuffer sizes = told.get(3).buffer();
      assertThat(sizes.getShort()).isEqualTo((short) Protocol.INFO_BLOCK_SIZE);
      assertThat(sizes.getInt()).isEqualTo(512);
      assertThat(sizes.getInt()).isEqualTo(4096);
      assertThat(sizes.getInt()).isEqualTo(64 << 20);
      assertThat(client.go("second").getFirst().buffer().getShort(10) & 3).isEqualTo(3);
    }
  }

  @Test
  void clientsNeedNotKeepToSectorsLargerThanAPage() throws Exception {
    try (MemoryDevice large = TestServer.filled(1 << 20, 1 << 16);
        TestServer other = TestServer.of(large);
        RawClient client = RawClient.greeted(other.server())) {
      byte[] expected = Content.read(large, 0, 1 << 16);
      ByteBuffer sizes = client.go("", Protocol.INFO_BLOCK_SIZE).get(1).buffer();
      assertThat(sizes.getShort()).isEqualTo((short) Protocol.INFO_BLOCK_SIZE);
      assertThat(sizes.getInt()).isEqualTo(4096);
      assertThat(sizes.getInt()).isEqualTo(1 << 16);
      Request write = Request.of(Command.WRITE, 0, 1, 4096, 4096);
      assertThat(client.ask(write, new byte[4096]).error()).isZero();
      Arrays.fill(expected, 4096, 8192, (byte) 0);
      assertThat(Content.read(large, 0, 1 << 16)).isEqualTo(expected);
    }
  }

  @Test
  void theWrongNameOrDataAreRefusedAndTheHandshakeGoesOn() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      assertRefused(client, Option.GO, info("third"), Protocol.REP_ERR_UNKNOWN);
      assertRefused(client, Option.GO, new byte[3], Protocol.REP_ERR_INVALID);
      assertRefused(client, Option.GO, new byte[] {0, 0, 0, 9, 1, 0, 0}, Protocol.REP_ERR_INVALID);
      assertRefused(client, Option.GO, info("x".repeat(4097)), Protocol.REP_ERR_INVALID);
      assertRefused(
          client, Option.INFO, new byte[] {0, 0, 0, 1, -1, 0, 0}, Protocol.REP_ERR_INVALID);
      assertRefused(
          client, Option.INFO, new byte[] {0, 0, 0, 0, 0, 2, 0, 0}, Protocol.REP_ERR_INVALID);
      assertRefused(client, Option.STARTTLS, new byte[0], Protocol.REP_ERR_POLICY);
      assertThat(client.option(4).getLast().type()).isEqualTo(Protocol.REP_ERR_UNSUP);
      assertThat(client.option(99, new byte[1000]).getLast().type())
          .isEqualTo(Protocol.REP_ERR_UNSUP);
      client.go("first");
    }
  }

  @Test
  void tooMuchDataAreRefusedAndTheHandshakeGoesOn() throws IOException {
    byte[] much = new byte[(64 << 10) + 1];
    try (RawClient client = RawClient.greeted(server.server())) {
      client.option(Option.STRUCTURED_REPLY.code());
      client.option(Option.SET_META_CONTEXT.code(), contexts("", Protocol.BASE_ALLOCATION));
      assertRefused(client, Option.GO, new byte[1 << 20], Protocol.REP_ERR_TOO_BIG);
      assertRefused(client, Option.SET_META_CONTEXT, much, Protocol.REP_ERR_TOO_BIG);
      assertThat(client.option(99, much).getLast().type()).isEqualTo(Protocol.REP_ERR_UNSUP);
      client.go("");
      // What was chosen before is chosen no more.
      client.request(Request.of(Command.BLOCK_STATUS, 0, 1, 0, 512));
      assertThat(client.chunks().getFirst().error()).isEqualTo(WireError.EINVAL.number());
    }
  }

  @Test
  void dataWithoutMeasureEndTheConnection() throws IOException {
    for (int length : new int[] {(1 << 20) + 1, -1}) {
      try (RawClient client = RawClient.greeted(server.server())) {
        ByteBuffer head = ByteBuffer.allocate(16).putLong(Protocol.OPTION_MAGIC);
        client.send(head.putInt(Option.GO.code()).putInt(length).array());
        assertThat(client.isEnded()).isTrue();
      }
    }
  }

  @Test
  void aNameOfTooMuchDataIsNoName() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      client.sendOption(Option.EXPORT_NAME.code(), new byte[(64 << 10) + 1]);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void noLineForPeopleIsLongerThanAStringMayBe() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      for (String name : List.of("x".repeat(4096), "é".repeat(2048))) {
        RawClient.Told told = client.option(Option.GO.code(), info(name)).getLast();
        assertThat(told.text()).startsWith("no export ");
        assertThat(told.data().remaining()).isLessThanOrEqualTo(Protocol.MAX_STRING);
      }
    }
  }

  @Test
  void contextsComeAfterStructuredReplies() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      byte[] query = contexts("first", Protocol.BASE_ALLOCATION);
      assertRefused(client, Option.SET_META_CONTEXT, query, Protocol.REP_ERR_INVALID);
      assertThat(client.option(Option.STRUCTURED_REPLY.code()).getLast().type())
          .isEqualTo(Protocol.REP_ACK);
      assertThat(client.option(Option.SET_META_CONTEXT.code(), query).getFirst().text())
          .endsWith(Protocol.BASE_ALLOCATION);
      assertRefused(client, Option.SET_META_CONTEXT, contexts("third"), Protocol.REP_ERR_UNKNOWN);
      assertThat(client.option(Option.LIST_META_CONTEXT.code(), contexts(""))).hasSize(2);
      assertThat(client.option(Option.LIST_META_CONTEXT.code(), contexts("", "base:"))).hasSize(2);
      assertThat(client.option(Option.LIST_META_CONTEXT.code(), contexts("", "qemu:"))).hasSize(1);
      assertThat(client.option(Option.SET_META_CONTEXT.code(), contexts("", "base:"))).hasSize(1);
      assertRefused(client, Option.LIST_META_CONTEXT, new byte[9], Protocol.REP_ERR_INVALID);
    }
  }

  @Test
  void aContextCountsForItsExportAlone() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      client.option(Option.STRUCTURED_REPLY.code());
      client.option(Option.SET_META_CONTEXT.code(), contexts("second", Protocol.BASE_ALLOCATION));
      client.go("first");
      client.request(Request.of(Command.BLOCK_STATUS, 0, 1, 0, 512));
      assertThat(client.chunks().getFirst().error()).isEqualTo(WireError.EINVAL.number());
    }
  }

  @Test
  void extendedHeadersGoBeforeStructuredReplies() throws IOException {
    try (RawClient client = RawClient.greeted(server.server())) {
      assertRefused(client, Option.EXTENDED_HEADERS, new byte[1], Protocol.REP_ERR_INVALID);
      assertThat(client.option(Option.EXTENDED_HEADERS.code()).getLast().type())
          .isEqualTo(Protocol.REP_ACK);
      assertRefused(client, Option.STRUCTURED_REPLY, new byte[0], Protocol.REP_ERR_EXT_HEADER_REQD);
      client.sendOption(Option.EXPORT_NAME.code());
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void whoTakesTooLongIsSentAway() throws Exception {
    // On a machine that is busy, those who hurry need longer, too.
    long millis = 50;
    while (!onlyTheSilentIsSentAway(Duration.ofMillis(millis))) {
      millis *= 4;
      assertThat(millis).isLessThan(60_000);
    }
  }

  /// Whether the other one was quick enough.
  private boolean onlyTheSilentIsSentAway(Duration limit) throws Exception {
    ServerOptions options = TestServer.within(limit);
    try (TestServer quick =
            TestServer.of(List.of(new Export("", "", device, false, false)), options);
        RawClient silent = RawClient.greeted(quick.server())) {
      try (RawClient used = RawClient.plain(quick.server())) {
        assertThat(silent.isEnded()).isTrue();
        assertThat(used.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
        return true;
      }
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whoComesWhenAllPlacesAreTakenIsSentAway() throws Exception {
    ServerOptions two = new ServerOptions(Optional.empty(), false, 2, Duration.ofSeconds(20));
    try (TestServer small = TestServer.of(List.of(new Export("", "", device, false, false)), two);
        RawClient first = RawClient.plain(small.server());
        RawClient second = RawClient.plain(small.server());
        RawClient third = RawClient.connect(small.server())) {
      assertThat(third.isEnded()).isTrue();
      assertThat(second.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
      assertThat(first.ask(Request.of(Command.FLUSH, 0, 1, 0, 0)).error()).isZero();
      assertThat(small.server().visitors()).hasSize(2);
    }
  }

  @Test
  void withTlsNothingElseIsAnsweredBefore(@TempDir Path folder) throws Exception {
    try (TestServer safe = safe(folder);
        RawClient client = RawClient.greeted(safe.server())) {
      assertRefused(client, Option.LIST, new byte[0], Protocol.REP_ERR_TLS_REQD);
      assertRefused(client, Option.GO, info(""), Protocol.REP_ERR_TLS_REQD);
      assertRefused(client, Option.STRUCTURED_REPLY, new byte[0], Protocol.REP_ERR_TLS_REQD);
      assertRefused(client, Option.STARTTLS, new byte[1], Protocol.REP_ERR_INVALID);
      assertThat(client.option(99).getLast().type()).isEqualTo(Protocol.REP_ERR_TLS_REQD);
      client.option(Option.STARTTLS.code());
      client.startTls(Tls.client(Optional.of(folder)));
      assertRefused(client, Option.STARTTLS, new byte[0], Protocol.REP_ERR_INVALID);
      client.option(Option.STRUCTURED_REPLY.code());
      client.go("");
      assertThat(client.read(0, 4096)).hasSize(4096);
      assertThat(safe.server().visitors().getFirst().isEncrypted()).isTrue();
    }
  }

  @Test
  void exportNameWithoutTlsEndsTheConnection(@TempDir Path folder) throws Exception {
    try (TestServer safe = safe(folder);
        RawClient client = RawClient.greeted(safe.server())) {
      client.sendOption(Option.EXPORT_NAME.code());
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void whatIsSentInClearBehindStartTlsIsNeverParsed(@TempDir Path folder) throws Exception {
    try (TestServer safe = safe(folder);
        RawClient client = RawClient.greeted(safe.server())) {
      ByteBuffer both = ByteBuffer.allocate(32);
      OptionRequest.of(Option.STARTTLS, 0).encode(both);
      OptionRequest.of(Option.LIST, 0).encode(both);
      client.send(both.array());
      assertThat(OptionReply.decode(client.receive(OptionReply.SIZE)).type())
          .isEqualTo(Protocol.REP_ACK);
      Tls tls = Tls.client(Optional.of(folder));
      assertThatThrownBy(() -> client.startTls(tls)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoHasNoCertificateIsNotLetIn(@TempDir Path folder, @TempDir Path other) throws Exception {
    Certificates.make(other);
    try (TestServer safe = safe(folder);
        RawClient client = RawClient.greeted(safe.server())) {
      client.option(Option.STARTTLS.code());
      java.nio.file.Files.copy(
          folder.resolve("ca-cert.pem"),
          other.resolve("ca-cert.pem"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Tls stranger = Tls.client(Optional.of(other));
      assertThatThrownBy(
              () -> {
                client.startTls(stranger);
                client.option(Option.LIST.code());
              })
          .isInstanceOf(IOException.class);
    }
  }

  private TestServer safe(Path folder) throws IOException {
    Certificates.make(folder);
    return TestServer.of(
        List.of(new Export("", "", device, false, false)),
        new ServerOptions(Optional.of(folder), false, 4, Duration.ofSeconds(20)));
  }

  private static void assertRefused(RawClient client, Option option, byte[] data, int error)
      throws IOException {
    assertThat(client.option(option.code(), data).getLast().type()).isEqualTo(error);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
