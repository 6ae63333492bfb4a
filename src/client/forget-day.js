// Whoever is at the sign-in is signed in no more: the inspector's pages that this phone kept go. Notes that the office has not
// received stay; only their own author is shown them.
void globalThis.caches?.delete('inspection-pages');
