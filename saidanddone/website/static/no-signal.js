// Says at once when nothing that is sent can arrive, and takes it back when there is signal again.
const strip = document.getElementById("no-signal");
const show = () => { strip.hidden = navigator.onLine; };
window.addEventListener("offline", show);
window.addEventListener("online", show);
show();
