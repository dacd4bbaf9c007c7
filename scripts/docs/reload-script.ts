/** Where pages wait for a build. */
export const reloadAddress = "/__reload";

/** How often the server is heard, at least. A laptop that slept has connections that nothing ends. */
export const beatMilliseconds = 20_000;

/** How long a page waits before it tries again. */
const PAUSE_MILLISECONDS = 1_000;

/**
 * The program of a page that waits. It loads the page again after a build, shows the fault of a build, and asks for
 * ever for a server that is gone: where that comes back, the page is loaded again, since it may have been built anew.
 */
export const reloadScript = `(() => {
  let source;
  let timer;
  let lost = false;
  const wait = (then, milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(then, milliseconds);
  };
  const again = () => {
    lost = true;
    source.close();
    wait(connect, ${String(PAUSE_MILLISECONDS)});
  };
  const heard = () => wait(again, ${String(beatMilliseconds * 2.5)});
  // A page of the browser's own, where the server has just gone, would have no program.
  const reload = () => fetch(location.href, { method: "HEAD", cache: "no-store" }).then(() => location.reload(), again);
  const showFault = (text) => {
    const box = document.getElementById("build-fault") || document.createElement("pre");
    box.id = "build-fault";
    box.setAttribute("role", "alert");
    box.tabIndex = 0;
    box.style.cssText = "position:fixed;inset:auto 0 0;z-index:9999;max-height:60vh;overflow:auto;margin:0;padding:1rem;white-space:pre-wrap;font:14px/1.5 monospace;background:#7f1d1d;color:#fff";
    box.textContent = text;
    document.body.append(box);
  };
  const connect = () => {
    source = new EventSource("${reloadAddress}");
    source.addEventListener("open", () => (lost ? reload() : heard()));
    source.addEventListener("message", reload);
    source.addEventListener("beat", heard);
    source.addEventListener("fault", (event) => {
      heard();
      showFault(JSON.parse(event.data));
    });
    source.addEventListener("error", again);
    heard();
  };
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  connect();
})();`;
