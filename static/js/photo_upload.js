// Sends one photo and tells how far it is.

const LIMIT_MS = 120_000;
const SESSION = `${import.meta.url.split("/static/")[0]}/session`;
let token = document.querySelector("form [name=csrf_token]")?.value ?? "";

async function renewToken() {
  const answer = await fetch(SESSION, { cache: "no-store" });
  token = (await answer.json()).token;
}

/**
 * XMLHttpRequest, because fetch does not tell how much has been sent.
 * @param {string} address
 * @param {Blob} blob
 * @param {string} name of the file
 * @param {{progress: (share: number) => void, answered: (status: number, answer: object | null) => void,
 *   lost: () => void}} tell lost: the connection is gone
 * @returns {() => void} gives up
 */
export function upload(address, blob, name, tell) {
  const request = new XMLHttpRequest();
  const send = (again) => {
    const body = new FormData();
    body.append("photo", blob, name);
    request.open("POST", address);
    request.responseType = "json";
    request.timeout = LIMIT_MS;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.onload = () => {
      // The page's form token is of a session that ended meanwhile.
      if (request.status === 400 && again) renewToken().then(() => send(false), tell.lost);
      else tell.answered(request.status, request.response);
    };
    request.send(body);
  };
  request.upload.onprogress = ({ loaded, total }) => tell.progress(loaded / total);
  request.onerror = request.ontimeout = tell.lost;
  send(true);
  return () => request.abort();
}
