package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.nbd.Ability;
import app.diptych.nbd.BlockSizes;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.ServerFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What `info` tells of NBD servers.
final class ServerWordsTest {
  private static final ServerFacts FACTS =
      new ServerFacts(
          false,
          true,
          false,
          List.of(
              new ExportFacts(
                  "disk",
                  Optional.of("a word"),
                  1 << 20,
                  true,
                  true,
                  Set.of(Ability.MULTI_CONN, Ability.FLUSH, Ability.FAST_ZERO),
                  Optional.of(new BlockSizes(512, 4096, 1 << 25)),
                  List.of("base:allocation")),
              new ExportFacts(
                  "", Optional.empty(), 512, false, false, Set.of(), Optional.empty(), List.of())));

  @Test
  void peopleReadLines() {
    assertThat(new ServerWords("nbd://host", FACTS).text())
        .isEqualToNormalizingNewlines(
            """
            nbd://host
              kind              NBD server
              TLS               no
              replies           structured
              exports           2
            export "disk"
              description       a word
              size              1,048,576 bytes (1.05 MB)
              writable          no
              rotational        yes
              abilities         flush, fast-zero, multi-conn
              block sizes       at least 512, best 4,096, at most 33,554,432 bytes
              contexts          base:allocation
            the default export
              size              512 bytes (512 B)
              writable          yes
              rotational        no
              abilities         none
              contexts          none\
            """);
  }

  @Test
  void repliesAndTlsAreNamed() {
    assertThat(new ServerWords("x", new ServerFacts(true, true, true, List.of())).text())
        .contains("TLS               yes", "structured, extended headers", "exports           0");
    assertThat(new ServerWords("x", new ServerFacts(false, false, false, List.of())).text())
        .contains("replies           simple");
  }

  @Test
  void scriptsReadOneObject() {
    assertThat(new ServerWords("nbd://host", FACTS).json())
        .hasToString(
            "{\"device\":\"nbd://host\",\"kind\":\"nbd\",\"tls\":false,\"structuredReplies\":true,"
                + "\"extendedHeaders\":false,\"exports\":[{\"name\":\"disk\","
                + "\"description\":\"a word\",\"size\":1048576,\"readOnly\":true,"
                + "\"rotational\":true,\"abilities\":[\"flush\",\"fast-zero\",\"multi-conn\"],"
                + "\"minimumBlockSize\":512,\"preferredBlockSize\":4096,"
                + "\"maximumBlockSize\":33554432,\"contexts\":[\"base:allocation\"]},"
                + "{\"name\":\"\",\"description\":null,\"size\":512,\"readOnly\":false,"
                + "\"rotational\":false,\"abilities\":[],\"minimumBlockSize\":null,"
                + "\"preferredBlockSize\":null,\"maximumBlockSize\":null,\"contexts\":[]}]}");
  }
}
