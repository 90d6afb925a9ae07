// The QR as large as the screen: for a tablet at the entrance.

const button = document.querySelector("#full-screen");
const door = document.querySelector("#door");
if (button && door.requestFullscreen) {
  button.hidden = false;
  button.addEventListener("click", () => door.requestFullscreen());
}
