/**
 * Imported before all else: the pool takes its size when it is first used. Name look-ups wait in it, each for as long as a name
 * server takes, and the default of four threads is soon used up by a few names that do not resolve.
 */
process.env['UV_THREADPOOL_SIZE'] ??= '32';
