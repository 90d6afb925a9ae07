// Courtesies of a page that already works without them: copying its address, and its chart as a PNG.

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.querySelector("[data-said]").textContent = button.dataset.done;
  });
}

for (const link of document.querySelectorAll("[data-png]")) {
  link.hidden = false;
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const svg = await (await fetch(link.href)).text();
    const box = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
    const [wide, high] = [Number(box[1]) * 3, Number(box[2]) * 3];
    const picture = new Image(wide, high);
    const sized = svg.replace("<svg ", `<svg width="${wide}" height="${high}" `);
    picture.src = `data:image/svg+xml;base64,${btoa(unescape(encodeURIComponent(sized)))}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: high });
    canvas.getContext("2d").drawImage(picture, 0, 0, wide, high);
    const taken = document.createElement("a");
    taken.download = link.dataset.png;
    taken.href = canvas.toDataURL("image/png");
    taken.click();
  });
}
