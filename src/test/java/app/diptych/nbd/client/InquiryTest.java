package app.diptych.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.DeviceException;
import app.diptych.block.MemoryDevice;
import app.diptych.nbd.Ability;
import app.diptych.nbd.Certificates;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Option;
import app.diptych.nbd.PeerProcess;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.ServerFacts;
import app.diptych.nbd.server.Export;
import app.diptych.nbd.server.ServerOptions;
import app.diptych.nbd.server.TestServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server tells when it is asked.
@Timeout(240)
final class InquiryTest {
  @TempDir Path folder;

  @Test
  void qemuTellsAll() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[1 << 20]);
    try (PeerProcess peer =
        PeerProcess.qemu("-x", "disk", "-D", "a description", "-f", "raw", file.toString())) {
      ServerFacts facts = NbdClient.ask(peer.uri("disk"), ClientOptions.READ);

      assertThat(facts.hasStructuredReplies()).isTrue();
      assertThat(facts.isEncrypted()).isFalse();
      assertThat(facts.exports()).hasSize(1);
      ExportFacts export = facts.exports().getFirst();
      assertThat(export.name()).isEqualTo("disk");
      assertThat(export.description()).contains("a description");
      assertThat(export.size()).isEqualTo(1 << 20);
      assertThat(export.isReadOnly()).isFalse();
      assertThat(export.abilities()).contains(Ability.FLUSH, Ability.TRIM, Ability.ZERO);
      assertThat(export.blockSizes().orElseThrow().maximum()).isEqualTo(32 << 20);
      assertThat(export.contexts()).containsExactly("base:allocation");
    }
  }

  @Test
  void ourServerTellsAll() throws Exception {
    try (MemoryDevice memory = new MemoryDevice("memory", 1 << 20, 512);
        TestServer server =
            TestServer.of(
                List.of(
                    new Export("disk", "of one", memory, false, false),
                    new Export("other", "", memory, true, true)),
                ServerOptions.DEFAULT)) {
      ServerFacts facts = NbdClient.ask(NbdUri.parse(server.uri()), ClientOptions.READ);

      assertThat(facts.hasExtendedHeaders()).isTrue();
      assertThat(facts.exports()).extracting(ExportFacts::name).containsExactly("disk", "other");
      assertThat(facts.exports()).extracting(ExportFacts::isReadOnly).containsExactly(false, true);
      assertThat(facts.exports())
          .extracting(ExportFacts::isRotational)
          .containsExactly(false, true);
      assertThat(facts.exports().getFirst().contexts()).containsExactly("base:allocation");
    }
  }

  @Test
  void nbdkitListsItsExports() throws Exception {
    Files.write(folder.resolve("a"), new byte[512]);
    Files.write(folder.resolve("b"), new byte[1024]);
    try (PeerProcess peer = PeerProcess.nbdkit("-r", "file", "dir=" + folder)) {
      ServerFacts facts = NbdClient.ask(peer.uri(), ClientOptions.READ);

      assertThat(facts.exports()).extracting(ExportFacts::name).containsExactlyInAnyOrder("a", "b");
      assertThat(facts.exports()).extracting(ExportFacts::isReadOnly).containsOnly(true);
    }
  }

  @Test
  void theSizeOfAnExportOfNbdServerIsFoundByUsingIt() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[1 << 20]);
    try (PeerProcess peer = PeerProcess.nbdServer("disk", file)) {
      ServerFacts facts = NbdClient.ask(peer.uri("disk"), ClientOptions.READ);

      assertThat(facts.exports()).extracting(ExportFacts::name).containsExactly("disk");
      assertThat(facts.exports().getFirst().size()).isEqualTo(1 << 20);
    }
  }

  @Test
  void aNameThatMustNotBeShownIsToldAsItIs() throws Exception {
    String name = "a\u001b[2J\u202eb";
    Files.write(folder.resolve(name), new byte[512]);
    try (PeerProcess peer = PeerProcess.nbdkit("-r", "file", "dir=" + folder)) {
      ExportFacts told = NbdClient.ask(peer.uri(), ClientOptions.READ).exports().getFirst();

      assertThat(told.name()).isEqualTo(name);
      try (var client = NbdClient.connect(peer.uri(told.name()), ClientOptions.READ)) {
        assertThat(client.facts().name()).isEqualTo(name);
      }
    }
  }

  @Test
  void whatIsNamedAndNotListedIsToldAsWell() throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit("memory", "1M")) {
      ServerFacts facts = NbdClient.ask(peer.uri("any"), ClientOptions.READ);

      assertThat(facts.exports()).extracting(ExportFacts::name).containsExactly("", "any");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--mask-handshake=0", "--mask-handshake=2", "--oldstyle"})
  void anOldServerTellsOfTheOneThatWasNamed(String option) throws Exception {
    try (PeerProcess peer = PeerProcess.nbdkit(option, "memory", "1M")) {
      ServerFacts facts = NbdClient.ask(peer.uri(), ClientOptions.READ);

      assertThat(facts.hasStructuredReplies()).isFalse();
      assertThat(facts.exports()).extracting(ExportFacts::size).containsExactly(1L << 20);
    }
  }

  @Test
  void tellsOfTlsToo() throws Exception {
    Certificates.make(folder);
    try (PeerProcess peer =
        PeerProcess.nbdkit("--tls=require", "--tls-certificates=" + folder, "memory", "1M")) {
      ServerFacts facts = NbdClient.ask(peer.uri(folder), ClientOptions.READ);

      assertThat(facts.isEncrypted()).isTrue();
      assertThat(facts.exports()).hasSize(1);
    }
  }

  @Test
  void whereNothingIsListedTheNamedOneIsTold() throws Exception {
    FakeServer.Script script =
        client -> {
          client.greet();
          while (true) {
            Option option = client.nextOption();
            if (option == Option.INFO) {
              client.reply(option, Protocol.REP_INFO, FakeServer.Client.export(4096, 0xfff));
              client.reply(option, Protocol.REP_INFO, text(Protocol.INFO_NAME, "other"));
              client.reply(option, Protocol.REP_INFO, text(99, "of the future"));
            }
            client.answer(option, option == Option.INFO || option == Option.EXTENDED_HEADERS);
          }
        };
    try (FakeServer server = new FakeServer(script)) {
      assertThat(NbdClient.ask(server.uri(), ClientOptions.READ))
          .isEqualTo(
              new ServerFacts(
                  false,
                  true,
                  true,
                  List.of(
                      new ExportFacts(
                          "other",
                          Optional.empty(),
                          4096,
                          true,
                          true,
                          Set.of(Ability.values()),
                          Optional.empty(),
                          List.of()))));
    }
  }

  @Test
  void whereInfoIsNotKnownTheNamedOneIsUsed() throws Exception {
    FakeServer.Script script =
        client -> {
          client.greet(Protocol.FLAG_FIXED_NEWSTYLE);
          for (Option option = client.nextOption(); option != Option.EXPORT_NAME; ) {
            client.answer(option, false);
            option = client.nextOption();
          }
          client.out.writeLong(4096);
          // A server of long ago, which says nothing of flags.
          client.out.writeShort(0);
          client.out.write(new byte[Protocol.EXPORT_NAME_ZEROES]);
          client.out.flush();
          client.nextRequest();
        };
    try (FakeServer server = new FakeServer(script)) {
      ServerFacts facts = NbdClient.ask(server.uri(), ClientOptions.READ);

      assertThat(facts.exports())
          .containsExactly(
              new ExportFacts(
                  "e",
                  Optional.empty(),
                  4096,
                  false,
                  false,
                  Set.of(),
                  Optional.empty(),
                  List.of()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 8})
  void aListThatIsCutOffIsRefused(int length) throws Exception {
    FakeServer.Script script =
        client -> {
          client.greet();
          while (true) {
            Option option = client.nextOption();
            if (option == Option.LIST) {
              byte[] item = ByteBuffer.allocate(8).putInt(5).array();
              client.reply(option, Protocol.REP_SERVER, Arrays.copyOf(item, length));
              client.answer(option, true);
            } else {
              client.answer(option, false);
            }
          }
        };
    try (FakeServer server = new FakeServer(script)) {
      assertThatThrownBy(() -> NbdClient.ask(server.uri(), ClientOptions.READ))
          .isInstanceOf(DeviceException.Unknown.class)
          .hasMessageEndingWith("a list of exports that is cut off");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 6, 7, 3})
  void refusalsAreToldInOneLine(int error) throws Exception {
    FakeServer.Script script =
        client -> {
          client.greet();
          while (true) {
            Option option = client.nextOption();
            if (option == Option.GO || option == Option.INFO) {
              byte[] words = "not\nyou".getBytes(StandardCharsets.UTF_8);
              client.reply(option, Protocol.REP_ERR + error, words);
            } else {
              client.answer(option, false);
            }
          }
        };
    List<String> why =
        List.of(
            "",
            "",
            "the server does not allow it",
            "the server refuses, with error 3",
            "",
            "the server wants TLS (nbds)",
            "the server has no export \"e\"",
            "the server is shutting down");
    try (FakeServer server = new FakeServer(script)) {
      String line = "open " + server.uri() + ": " + why.get(error) + ": not you";
      assertThatThrownBy(() -> NbdClient.ask(server.uri(), ClientOptions.READ))
          .isInstanceOf(DeviceException.class)
          .hasMessage(line);
      assertThatThrownBy(() -> NbdClient.connect(server.uri(), ClientOptions.READ))
          .isInstanceOfSatisfying(
              DeviceException.class,
              e ->
                  assertThat(e instanceof DeviceException.Denied denied && denied.isByPolicy())
                      .isEqualTo(Protocol.REP_ERR + error == Protocol.REP_ERR_POLICY))
          .hasMessage(line);
    }
  }

  @Test
  void whoIsRefusedTakesLeave() throws Exception {
    BlockingQueue<Option> heard = new LinkedBlockingQueue<>();
    FakeServer.Script script =
        client -> {
          client.greet();
          while (true) {
            Option option = client.nextOption();
            heard.add(option);
            boolean isUse = option == Option.GO || option == Option.INFO;
            client.reply(option, isUse ? Protocol.REP_ERR_UNKNOWN : Protocol.REP_ERR_UNSUP);
          }
        };
    try (FakeServer server = new FakeServer(script)) {
      NbdUri uri = server.uri();
      NbdUri safe = new NbdUri(true, uri.address(), uri.export(), Optional.empty());
      List<ThrowingCallable> ways =
          List.of(
              () -> NbdClient.connect(uri, ClientOptions.READ),
              () -> NbdClient.ask(uri, ClientOptions.READ),
              () -> NbdClient.connect(safe, ClientOptions.READ));
      for (ThrowingCallable way : ways) {
        assertThatThrownBy(way).isInstanceOf(DeviceException.Unknown.class);
        Option last;
        do {
          last = heard.poll(10, TimeUnit.SECONDS);
        } while (last != Option.ABORT && last != null);
        assertThat(last).isEqualTo(Option.ABORT);
      }
    }
  }

  private static byte[] text(int type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + bytes.length).putShort((short) type).put(bytes).array();
  }
}
