package app.diptych.ui;

import app.diptych.sample.SamplePair;
import java.util.concurrent.Executor;
import javafx.concurrent.Service;
import javafx.concurrent.Task;

/// Makes the sample images in the background.
final class Sampling extends Service<SamplePair> {
  private final Home.Samples samples;

  /// Makes them on an executor.
  Sampling(Home.Samples samples, Executor executor) {
    this.samples = samples;
    setExecutor(executor);
  }

  @Override
  protected Task<SamplePair> createTask() {
    return new Task<>() {
      @Override
      protected SamplePair call() throws Exception {
        return samples.create();
      }
    };
  }
}
