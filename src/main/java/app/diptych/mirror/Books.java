package app.diptych.mirror;

import app.diptych.block.RegionLock;
import java.util.concurrent.locks.ReentrantLock;

/// What the ledger keeps, all of it under its lock.
///
/// @param map what differs
/// @param regions who writes where
/// @param standing where the mirror stands
/// @param deferring which writes go to the primary alone
/// @param pace how fast copiers may go
/// @param looks what is being compared
/// @param copies what they have taken
/// @param agenda what they do beside copying
record Books(
    ChunkMap map,
    RegionLock regions,
    Standing standing,
    Deferring deferring,
    Pace pace,
    Comparisons.Looks looks,
    Copies copies,
    Agenda agenda) {

  /// The books of a mirror that has just begun.
  static Books open(
      ReentrantLock lock, ChunkMap map, Pace pace, MirrorOptions options, Teller teller) {
    RegionLock regions = new RegionLock(lock);
    var looks = new Comparisons.Looks();
    Deferring deferring = new Deferring(options.copyMode(), map.count());
    return new Books(
        map,
        regions,
        new Standing(lock, teller),
        deferring,
        pace,
        looks,
        new Copies(map, regions, deferring, pace, looks),
        new Agenda(options, pace.timing(), map));
  }

  /// How far the copying is.
  Progress progress() {
    return new Progress(agenda.done(map.cleanBytes()), map.size());
  }
}
