// Loaded before the service: whatever ends the mock, however suddenly, ends the service too.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
