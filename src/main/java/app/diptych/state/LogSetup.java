package app.diptych.state;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;

/// Sets up the log when the first line is about to be written: nothing goes to the console, all to
/// the file that [LogFile] has prepared. In code, since a file with the same words in it takes a
/// third of a short command's time to be understood.
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final long LARGEST = FileSize.MB_COEFFICIENT;
  private static final int KEPT = 3;

  /// For logback, which looks for it among the services.
  public LogSetup() {}

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    String file = System.getProperty(LogFile.PROPERTY);
    if (file == null) {
      // Nobody prepared one, as in tests, which have a set-up of their own.
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    log.getStatusManager().add(new NopStatusListener());
    Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
    if (file.isEmpty()) {
      root.setLevel(Level.OFF);
    } else {
      root.setLevel(Level.INFO);
      root.addAppender(appender(log, file));
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static RollingFileAppender<ILoggingEvent> appender(LoggerContext log, String file) {
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(log);
    appender.setName("file");
    appender.setFile(file);
    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(log);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(KEPT);
    rolling.start();
    appender.setRollingPolicy(rolling);
    var triggering = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    triggering.setContext(log);
    triggering.setMaxFileSize(new FileSize(LARGEST));
    triggering.start();
    appender.setTriggeringPolicy(triggering);
    appender.setEncoder(encoder(log));
    appender.start();
    return appender;
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext log) {
    var layout = new LogLayout();
    layout.setContext(log);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(log);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
