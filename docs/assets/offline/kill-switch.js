/**
 * Takes the service worker back: published in its place, it deletes what was kept and leaves.
 *
 * No page is reloaded: those that are open go on, and ask the host for everything from here on.
 */

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
