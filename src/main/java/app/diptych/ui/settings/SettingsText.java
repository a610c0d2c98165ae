package app.diptych.ui.settings;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settings as lines `key=value`. What a file says that is not understood here, such as the words
/// of a version to come, is kept as it is: a key for ever, a value until another one is set.
final class SettingsText {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsText.class);

  private final Map<String, String> lines = new TreeMap<>();

  /// What a file says; lines without `=` say nothing.
  SettingsText(String text) {
    text.lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("#") && line.indexOf('=') > 0)
        .forEach(line -> {
          int at = line.indexOf('=');
          lines.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
        });
  }

  /// The settings; what is missing or cannot be understood is as where nothing was set.
  Settings settings() {
    Settings none = Settings.DEFAULT;
    return new Settings(
        choice("language", none.language()),
        choice("units", none.units()),
        choice("look", none.look()),
        choice("text-size", none.textSize()),
        new JobDefaults(
            flag("verify", none.job().verify()),
            flag("skip-unreadable", none.job().skip()),
            choice("retries", none.job().retries()),
            flag("keep-in-use", none.job().live()),
            flag("offer-by-tcp", none.job().byTcp()),
            choice("copy-mode", none.job().copyMode())),
        flag("welcomed", none.isWelcomed()));
  }

  /// Takes other settings over.
  void take(Settings next) {
    Settings known = settings();
    put("language", known.language(), next.language());
    put("units", known.units(), next.units());
    put("look", known.look(), next.look());
    put("text-size", known.textSize(), next.textSize());
    put("verify", known.job().verify(), next.job().verify());
    put("skip-unreadable", known.job().skip(), next.job().skip());
    put("retries", known.job().retries(), next.job().retries());
    put("keep-in-use", known.job().live(), next.job().live());
    put("offer-by-tcp", known.job().byTcp(), next.job().byTcp());
    put("copy-mode", known.job().copyMode(), next.job().copyMode());
    put("welcomed", known.isWelcomed(), next.isWelcomed());
  }

  @Override
  public String toString() {
    return lines.entrySet().stream()
        .map(line -> line.getKey() + "=" + line.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private void put(String key, Object known, Object next) {
    if (!known.equals(next) || !lines.containsKey(key)) {
      lines.put(key, word(next));
    }
  }

  private static String word(Object value) {
    return value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private <E extends Enum<E>> E choice(String key, E otherwise) {
    String value = lines.getOrDefault(key, word(otherwise));
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      if (word(constant).equals(value)) {
        return constant;
      }
    }
    LOG.warn("The setting {}={} is not known; it counts as {}", key, value, word(otherwise));
    return otherwise;
  }

  private boolean flag(String key, boolean otherwise) {
    String value = lines.getOrDefault(key, word(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      LOG.warn("The setting {}={} is not known; it counts as {}", key, value, otherwise);
      return otherwise;
    }
    return value.equals("true");
  }
}
