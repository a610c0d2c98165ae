package app.diptych.rescue;

/// Where a rescue is: its map, and what it is doing.
///
/// @param map what has become of every byte
/// @param stage what is being done
/// @param pass which pass of the stage, counted from 1
/// @param position the place that was tried last
public record Standing(RescueMap map, Stage stage, int pass, long position) {

  /// Checks that the pass is positive and the position not negative.
  public Standing {
    if (pass < 1 || position < 0) {
      throw new IllegalArgumentException("no standing: pass " + pass + ", position " + position);
    }
  }

  /// The beginning of a rescue of a device of this size, in bytes.
  public static Standing start(long size) {
    return new Standing(new RescueMap(size), Stage.COPYING, 1, 0);
  }
}
