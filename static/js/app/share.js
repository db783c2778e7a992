// Passes an address on by the phone's own menu, or copies it; to KakaoTalk by Kakao's script, which
// comes when its button is pressed. Without script there is no button.

async function copy(button, url) {
  const words = button.querySelector("span");
  try {
    await navigator.clipboard.writeText(url);
    words.textContent = button.dataset.done;
  } catch {
    words.textContent = url; // to be copied by hand
  }
}

for (const button of document.querySelectorAll("[data-share]")) {
  const url = new URL(button.dataset.share, location.href).href;
  button.hidden = !(navigator.share || navigator.clipboard);
  button.addEventListener("click", async () => {
    if (!navigator.share) return copy(button, url);
    try {
      await navigator.share({ title: button.dataset.title, url });
    } catch (error) {
      if (error.name !== "AbortError") await copy(button, url);
    }
  });
}

let kakao = null;
// A failure is forgotten: it is fetched again the next time.
const loadKakao = ({ src, integrity, kakao: key }) =>
  (kakao ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), {
      src,
      integrity,
      crossOrigin: "anonymous",
      onload: () => (window.Kakao.init(key), resolve(window.Kakao)),
      onerror: () => ((kakao = null), reject(new Error(src))),
    });
    document.head.append(script);
  }));

for (const button of document.querySelectorAll("[data-kakao]")) {
  const { title, page, failed } = button.dataset;
  const link = { mobileWebUrl: page, webUrl: page };
  const picture = document.querySelector('meta[property="og:image"]')?.content;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const { Share } = await loadKakao(button.dataset);
      Share.sendDefault({ objectType: "feed", content: { title, imageUrl: picture, link } });
    } catch {
      button.querySelector("span").textContent = failed;
    }
  });
}
