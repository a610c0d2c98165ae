package app.diptych.state;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// A line of the log: when in UTC, as reports are named, how grave, on which thread, from which
/// class, and what; below it the stack trace of what was thrown.
final class LogLayout extends LayoutBase<ILoggingEvent> {
  private static final int LEVEL = 5;

  // Not of the local time, for whose rules every command would have to wait at its start.
  private final DateTimeFormatter time =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    time.formatTo(event.getInstant(), line);
    String level = event.getLevel().toString();
    line.append(' ').append(level).repeat(' ', Math.max(0, LEVEL - level.length()));
    line.append(" [").append(event.getThreadName()).append("] ");
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
    appendOneLine(line, event.getFormattedMessage());
    line.append(System.lineSeparator());
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null
        ? line.toString()
        : line.append(ThrowableProxyUtil.asString(thrown)).toString();
  }

  // A name with a line end in it does not make a line of its own.
  private static void appendOneLine(StringBuilder line, String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      line.append(c < ' ' || c == 0x7f ? ' ' : c);
    }
  }
}
