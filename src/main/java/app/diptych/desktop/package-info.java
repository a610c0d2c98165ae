/// What the desktop and the system do for a long job: not go to sleep, and say when it is over.
/// Where one of them is missing, the job goes on without, and the log says so.
package app.diptych.desktop;
