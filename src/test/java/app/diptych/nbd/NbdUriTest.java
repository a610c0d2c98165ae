package app.diptych.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NbdUriTest {
  // NBD doc/uri.md, "NBD URI export name".
  @ParameterizedTest
  @CsvSource({
    "nbd://example.com/disk, disk",
    "nbd+unix:///disk?socket=sock, disk",
    "nbd://example.com/, ''",
    "nbd://example.com, ''",
    "nbd://example.com//disk, /disk",
    "nbd://example.com/hello%20world, hello world",
    "nbd://example.com/%C3%A4%2Bb+c, ä+b+c",
    "nbds+unix:///a/b%3Fc%23d?socket=/s, a/b?c#d"
  })
  void namesTheExport(String uri, String export) {
    assertThat(NbdUri.parse(uri).export()).isEqualTo(export);
  }

  @ParameterizedTest
  @CsvSource({
    "nbd://example.com, example.com, 10809",
    "NBD://example.com:/, example.com, 10809",
    "nbds://example.com:1/x, example.com, 1",
    "nbd://127.0.0.1:0, 127.0.0.1, 0",
    "nbd://[::1]:65535/, ::1, 65535",
    "nbd://[fe80::1%25eth0], fe80::1%eth0, 10809",
    "nbd://my_host/x, my_host, 10809",
    "nbd:///x, localhost, 10809"
  })
  void namesTheHost(String uri, String host, int port) {
    assertThat(NbdUri.parse(uri).address()).isEqualTo(new NbdAddress.Tcp(host, port));
  }

  @Test
  void namesTheSocket() {
    assertThat(NbdUri.parse("nbds+unix:///e?socket=/run/a%20b%26c"))
        .isEqualTo(
            new NbdUri(true, new NbdAddress.Unix(Path.of("/run/a b&c")), "e", Optional.empty()));
  }

  @Test
  void namesWhatTlsNeeds() {
    NbdUri uri =
        NbdUri.parse(
            "nbds://h/?tls-type=x509&tls-verify-peer=1&tls-certificates=/etc/pki&tls-hostname=db");

    assertThat(uri.isEncrypted()).isTrue();
    assertThat(uri.certificates()).contains(Path.of("/etc/pki"));
    assertThat(uri.tlsHostname()).contains("db");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nbd:host:10809 | it must begin with nbd://",
        "http://host/ | http is no scheme of NBD",
        "nbd+vsock://2:10809/ | vsock is not supported",
        "nbd://host/a#b | a # must be written as %23",
        "nbd://me@host/ | a user name is not supported",
        "nbd://host:65536/ | \"65536\" is no port",
        "nbd://host:-1/ | \"-1\" is no port",
        "nbd://host:ssh/ | \"ssh\" is no port",
        "nbd://::1/ | \"::1\" is no host and port",
        "nbd://[host]/ | [host] is no IPv6 address",
        "nbd://a b/ | \"a b\" is no host",
        "nbd://h%3Ai/ | \"h:i\" is no host",
        "nbd://host/%zz | \"%zz\" is no percent-encoding",
        "nbd://host/% | \"%\" is no percent-encoding",
        "nbd://host/%C3 | \"%C3\" is not UTF-8",
        "nbd://host/%00 | an export's name holds no NUL",
        "nbd://host/?socket=/s | a socket goes with nbd+unix",
        "nbd+unix:///x | it names no socket",
        "nbd+unix:///x?socket= | it names no socket",
        "nbd+unix://host/x?socket=/s | a unix socket has no host",
        "nbd+unix:///x?socket=/s&socket=/t | the parameter socket is given twice",
        "nbd+unix:///x?socket=%00/abstract | a path that does not work here",
        "nbd://host/?colour=red | the parameter colour is not known",
        "nbd://host/?x-new | the parameter x-new is not known",
        "nbds://host/?tls-certificates= | a path is empty",
        "nbd://host/?tls-certificates=/etc/pki | tls-certificates goes with nbds or nbds+unix",
        "nbd+unix:///?socket=/s&tls-hostname=h | tls-hostname goes with nbds or nbds+unix",
        "nbds://host/?tls-type=psk | tls-type=psk is not supported",
        "nbds://host/?tls-verify-peer=0 | tls-verify-peer=0 is not supported"
      })
  void saysInOneLineWhatIsWrong(String uri, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NbdUri.parse(uri))
        .withMessageStartingWith(uri + " is no NBD URI: " + why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void saysWhatIsExpectedInPlaceOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NbdUri.parse(""))
        .withMessageStartingWith("'' is no NBD URI: it must begin with nbd://");
  }

  @Test
  void refusesALongerNameThanTheProtocolKnows() {
    assertThat(NbdUri.parse("nbd://h/" + "x".repeat(4096)).export()).hasSize(4096);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NbdUri.parse("nbd://h/" + "x".repeat(4097)))
        .withMessageEndingWith("the export's name has 4097 bytes, more than 4096");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nbd://localhost",
        "nbds://example.com:7/a%20b",
        "nbd://[::1]/x",
        "nbd+unix:///?socket=/run/nbd.sock",
        "nbds+unix:///%C3%A4/b?socket=/s&tls-certificates=/etc/pki&tls-hostname=db"
      })
  void isWrittenAsItWasRead(String uri) {
    assertThat(NbdUri.parse(uri)).hasToString(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "nbd://host/x, true",
    "NBDS+UNIX:///?socket=s, true",
    "nbd+vsock://2/, true",
    "nbd:host, true",
    "nbd, false",
    "/dev/nbd0, false",
    "nbd.img, false",
    "./nbd://x, false"
  })
  void tellsUrisFromPaths(String text, boolean isUri) {
    assertThat(NbdUri.isUri(text)).isEqualTo(isUri);
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsBackWhatItWrote(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean isEncrypted = random.nextBoolean();
    Optional<Path> folder = Optional.of(Path.of("/" + text(random, 1)));
    Optional<String> host = Optional.of(text(random, 1));
    NbdUri uri =
        new NbdUri(
            isEncrypted,
            address(random),
            text(random, 0),
            folder.filter(_ -> isEncrypted && random.nextBoolean()),
            host.filter(_ -> isEncrypted && random.nextBoolean()));

    assertThat(NbdUri.parse(uri.toString())).isEqualTo(uri);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void refusesOrReadsWhateverComes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String text = "nbd" + List.of("", "s", "+unix", "://").get(random.nextInt(4));
    for (int i = 0; i < 12; i++) {
      text +=
          List.of(":", "/", "?", "#", "%", "&", "=", "@", "[", "]", "socket", "\n", "1", "ü")
              .get(random.nextInt(14));
    }
    String uri = text;
    try {
      NbdUri read = NbdUri.parse(uri);
      assertThat(NbdUri.parse(read.toString())).isEqualTo(read);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains(" is no NBD URI: ").doesNotContain("\n");
    }
  }

  private static NbdAddress address(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> new NbdAddress.Unix(Path.of("/" + text(random, 1)));
      case 1 -> new NbdAddress.Tcp("fe80::" + random.nextInt(1, 9), random.nextInt(65_536));
      default -> new NbdAddress.Tcp("h" + random.nextInt(), random.nextInt(65_536));
    };
  }

  private static String text(SplittableRandom random, int least) {
    String letters = "abcXYZ019-._~ %&=+?#@:;,!$'()*\"<>[]{}|\\^`ä€😀";
    int[] points = letters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(least, 20); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "nbd://host/e, nbd://127.0.0.1:7/e",
    "nbds://host:7/, nbds://127.0.0.1:7/?tls-hostname=host",
    "nbds://host:7/?tls-hostname=other, nbds://127.0.0.1:7/?tls-hostname=other",
    "nbd+unix:///e?socket=/s, nbd+unix:///e?socket=/s"
  })
  void atAnAddressItStaysTheSameServers(String uri, String there) {
    var reached = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7);

    NbdUri at = NbdUri.parse(uri).at(reached);

    assertThat(at.address()).isEqualTo(NbdUri.parse(there).address());
    assertThat(at.export()).isEqualTo(NbdUri.parse(uri).export());
    assertThat(at.tlsHostname()).isEqualTo(NbdUri.parse(there).tlsHostname());
  }
}
