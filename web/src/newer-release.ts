// A release replaces the files that an open page has yet to load: the page starts anew. What was typed is kept, see drafts.ts.
const startedAnewAt = 'cameo-started-anew';
const onceInMs = 60_000;

export function startAnewAfterRelease(): void {
  addEventListener('vite:preloadError', (event) => {
    const before = Number(sessionStorage.getItem(startedAnewAt));
    // Without a connection there would be no page at all.
    if (!navigator.onLine || Date.now() - before < onceInMs) return;
    event.preventDefault();
    sessionStorage.setItem(startedAnewAt, String(Date.now()));
    location.reload();
  });
}
