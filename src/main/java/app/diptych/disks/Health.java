package app.diptych.disks;

import java.util.List;
import java.util.OptionalInt;

/// How well a disk is, as far as the kernel tells without a command of the maker's: most disks tell
/// little, and what is not told is left out. No trouble does not mean that there is none.
///
/// @param celsius how warm it is
/// @param wornPercent how much of its life flash memory has behind it, rounded up to ten percent
/// @param troubles what is wrong with it, the worst first
public record Health(OptionalInt celsius, OptionalInt wornPercent, List<Trouble> troubles) {
  /// Of a disk that tells nothing.
  public static final Health UNTOLD =
      new Health(OptionalInt.empty(), OptionalInt.empty(), List.of());

  /// What can be wrong.
  public enum Trouble {
    /// The kernel has given it up, and every access fails.
    OFFLINE,
    /// The kernel tries to bring it back, and accesses wait meanwhile.
    RECOVERING,
    /// Flash memory is beyond the life its maker estimated.
    WORN_OUT,
    /// Most spare blocks of flash memory are used up.
    SPARE_LOW,
    /// It is so warm that it slows down or fails.
    TOO_HOT,
    /// Disks are missing in an array.
    DEGRADED
  }

  /// Keeps its own copy of the list.
  public Health {
    troubles = List.copyOf(troubles);
  }
}
