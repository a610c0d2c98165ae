package app.diptych.mirror;

/// Is told how a mirror gets on. Calls come from the mirror's own threads, one after the other,
/// outside its locks; they should return soon. What they throw is logged and otherwise ignored.
public interface MirrorListener {

  /// Listens to nothing.
  MirrorListener NONE =
      new MirrorListener() {
        @Override
        public void percent(int percent) {}

        @Override
        public void flushing() {}

        @Override
        public void complete() {}

        @Override
        public void failed(MirrorState.Failed failure) {}
      };

  /// The whole percentage of finished bytes changed: rising, each value at most once, 1 to 100. 100
  /// is told when everything was copied and the secondary is flushed.
  void percent(int percent);

  /// Everything was copied and the secondary is asked to make it durable. Told again where callers'
  /// writes made more to copy meanwhile.
  void flushing();

  /// The mirror is in sync, the secondary durable. Told once, last, never after a failure or after
  /// the mirror was closed.
  void complete();

  /// The mirror failed. Told at most once; after [#complete] where the mirror was in sync before.
  void failed(MirrorState.Failed failure);
}
