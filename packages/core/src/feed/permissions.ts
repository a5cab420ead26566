/** Permission to follow what happens, as far as the records concerned may be read. */
export const EVENT_READ = 'core.event.read';
