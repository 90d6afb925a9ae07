// A short tone for yes, a low one for no, two for a question: heard without looking up.

const MUTED = "densach-desk-muted";
const TONES = {
  yes: [[880, 0, 0.09]],
  info: [[660, 0, 0.06]],
  ask: [[660, 0, 0.09], [660, 0.14, 0.09]],
  no: [[220, 0, 0.28]],
};
let context = null;

export const isMuted = () => localStorage.getItem(MUTED) === "yes";

export function mute(on) {
  localStorage.setItem(MUTED, on ? "yes" : "no");
}

export function sound(tone) {
  if (isMuted() || !window.AudioContext) return;
  context ??= new AudioContext();
  for (const [pitch, after, lasts] of TONES[tone] ?? []) {
    const voice = context.createOscillator();
    const volume = context.createGain();
    voice.frequency.value = pitch;
    volume.gain.value = 0.12;
    voice.connect(volume).connect(context.destination);
    voice.start(context.currentTime + after);
    voice.stop(context.currentTime + after + lasts);
  }
}
