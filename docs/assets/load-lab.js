/* Loads the descent lab when one comes near the view. */
(() => {
  const here = document.currentScript.src;
  const files = [
    "../downloads/descent-lab-data.js",
    // Values and text, which know nothing of the page.
    "descent.js",
    "descent-settings.js",
    "descent-scene.js",
    "descent-text.js",
    "descent-views.js",
    // The page.
    "descent-controls.js",
    "descent-panel.js",
    "descent-pointer.js",
    "descent-player.js",
    "descent-lab.js",
  ];
  const lab = document.querySelector("descent-lab");
  if (!lab) return;
  new IntersectionObserver(([{ isIntersecting }], observer) => {
    if (!isIntersecting) return;
    observer.disconnect();
    const style = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: new URL("descent-lab.css", here),
    });
    style.onload = () => {
      for (const file of files) {
        const src = new URL(file, here);
        document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
      }
    };
    document.head.append(style);
  }, { rootMargin: "200px" }).observe(lab);
})();
