package app.diptych.state;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a line of the log looks like.
final class LogLayoutTest {
  private final LogLayout layout = new LogLayout();

  private String line(Level level, String message, @Nullable Throwable thrown) {
    var logger = new LoggerContext().getLogger("app.diptych.mirror.Mirror");
    var event = new LoggingEvent("", logger, level, message, thrown, null);
    event.setInstant(Instant.parse("2026-03-29T00:59:59.040Z"));
    event.setThreadName("job");
    return layout.doLayout(event);
  }

  @Test
  void timesAreUtcWhereverTheMachineIs() {
    assertThat(line(Level.INFO, "in sync", null))
        .isEqualTo("2026-03-29T00:59:59.040Z INFO  [job] Mirror: in sync" + System.lineSeparator());
  }

  @Test
  void aNameWithALineEndMakesNoLineOfItsOwn() {
    assertThat(line(Level.ERROR, "a\nb\u007fc", null))
        .endsWith("Z ERROR [job] Mirror: a b c" + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void whatWasThrownFollows() {
    assertThat(line(Level.WARN, "lost", new IllegalStateException("gone")))
        .contains(
            "Mirror: lost" + System.lineSeparator() + "java.lang.IllegalStateException: gone");
  }
}
