package app.diptych.nbd.server;

import java.util.List;
import java.util.Optional;

/// All that a server offers.
///
/// @param all in the order in which they are listed, at least one; the names differ
record Offers(List<Offer> all) {

  /// Checks that there is one, and that no two have one name.
  Offers {
    if (all.isEmpty() || all.stream().map(Offer::name).distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "exports must have names of their own: " + all.stream().map(Offer::name).toList());
    }
  }

  /// The offers of these exports.
  static Offers of(List<Export> exports) {
    return new Offers(exports.stream().map(Offer::new).toList());
  }

  /// The one with this name. No name means the default one: the first, unless one has no name.
  Optional<Offer> find(String name) {
    Optional<Offer> found = all.stream().filter(offer -> offer.name().equals(name)).findFirst();
    return name.isEmpty() ? found.or(() -> Optional.of(all.getFirst())) : found;
  }
}
