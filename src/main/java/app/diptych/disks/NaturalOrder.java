package app.diptych.disks;

import java.util.Comparator;
import java.util.regex.Pattern;

/// The order in which a person counts: sda, sdb, …, sdz, sdaa; nvme2n1, nvme10n1.
final class NaturalOrder implements Comparator<String> {
  /// What counts up: digits, and the letters of the drivers that count with letters.
  private static final Pattern COUNTED = Pattern.compile("\\d+|(?<=^/dev/(?:s|v|h|xv)d)[a-z]+");

  @Override
  public int compare(String a, String b) {
    return key(a).compareTo(key(b));
  }

  /// Of two counts of the same kind the shorter is the smaller one, so its length goes first, as
  /// one character.
  private static String key(String path) {
    return COUNTED.matcher(path).replaceAll(run -> (char) run.group().length() + run.group());
  }
}
