/* Loads a lab when it comes near the view. */
(() => {
  const here = document.currentScript.src;
  // First values and text, which know nothing of the page; then the page.
  const files = {
    "descent-lab": [
      "../downloads/descent-lab-data.js",
      "lab-numbers.js",
      "lab-plot.js",
      "descent.js",
      "descent-settings.js",
      "descent-scene.js",
      "descent-text.js",
      "descent-views.js",
      "lab-controls.js",
      "lab-panel.js",
      "lab-element.js",
      "descent-controls.js",
      "descent-panel.js",
      "descent-pointer.js",
      "descent-player.js",
      "descent-lab.js",
    ],
    "threshold-lab": [
      "lab-numbers.js",
      "lab-plot.js",
      "threshold.js",
      "threshold-views.js",
      "lab-controls.js",
      "lab-panel.js",
      "lab-element.js",
      "threshold-lab.js",
    ],
  };
  const lab = document.querySelector(Object.keys(files).join());
  if (!lab) return;
  new IntersectionObserver(([{ isIntersecting }], observer) => {
    if (!isIntersecting) return;
    observer.disconnect();
    const style = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: new URL("lab.css", here),
    });
    style.onload = () => {
      for (const file of files[lab.localName]) {
        const src = new URL(file, here);
        document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
      }
    };
    document.head.append(style);
  }, { rootMargin: "200px" }).observe(lab);
})();
