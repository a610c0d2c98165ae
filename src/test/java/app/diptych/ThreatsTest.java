package app.diptych;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The list of threats in `.github/SECURITY.md` names tests that are there.
final class ThreatsTest {
  private static final Path LIST = Path.of(".github/SECURITY.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Path OUTSIDE = Path.of("packaging/linux/test/run");
  private static final Pattern IN_JAVA = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Pattern FROM_OUTSIDE = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern SCRIPT = Pattern.compile("`(packaging/[\\w/]+)`");

  static List<String> rows() throws IOException {
    return Files.readAllLines(LIST).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| threat "))
        .toList();
  }

  private static String tests(String row) {
    String[] cells = row.split(" \\| ", -1);
    assertThat(cells).as(row).hasSize(3);
    return cells[2];
  }

  private static List<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  @Test
  void thereAreThreats() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachThreatNamesTestsThatAreThere(String row) throws IOException {
    String tests = tests(row);
    List<MatchResult> inJava = found(IN_JAVA, tests);
    List<MatchResult> fromOutside = found(FROM_OUTSIDE, tests);
    List<MatchResult> scripts = found(SCRIPT, tests);

    assertThat(inJava.size() + fromOutside.size() + scripts.size()).isPositive();
    for (MatchResult test : inJava) {
      assertThat(source(test.group(1)))
          .as(test.group())
          .containsPattern("void " + test.group(2) + "\\(");
    }
    String facts = Files.readString(OUTSIDE);
    fromOutside.forEach(fact -> assertThat(facts).contains(fact.group(1).replace("… ", "")));
    scripts.forEach(script -> assertThat(Path.of(script.group(1))).isExecutable());
  }

  private static String source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      List<Path> named = files.filter(file -> file.endsWith(name + ".java")).toList();
      assertThat(named).as(name).hasSize(1);
      return Files.readString(named.getFirst());
    }
  }
}
