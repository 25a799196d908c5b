/* Loads the descent lab when one comes near the view. */
(() => {
  const here = document.currentScript.src;
  const parts = ["descent.js", "descent-views.js", "descent-controls.js", "descent-lab.js"];
  const files = ["../downloads/descent-lab-data.js", ...parts];
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
  }, { rootMargin: "600px" }).observe(lab);
})();
