// A courtesy on a narrow screen: the year opens at today instead of at January.

for (const year of document.querySelectorAll("[data-today]")) {
  const place = Number(year.dataset.today) * year.scrollWidth;
  year.scrollLeft = Math.max(place - year.clientWidth / 2, 0);
}
