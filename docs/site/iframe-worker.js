/* Search on a page that was opened from a disk. Browsers start no worker from a file there, so a
   frame of the page does its work: it has a window of its own, and gets and sends the same messages. */
if (location.protocol === "file:") {
  window.IFrameWorker = window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      // A browser may put another document into the frame until it says that it has loaded it.
      this.ready = new Promise((done) => {
        frame.onload = () => {
          frame.onload = null;
          this.inside = frame.contentWindow;
          this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
          this.inside.importScripts = (...urls) => Promise.all(urls.map((one) => this.load(one)));
          this.load(url).then(done);
        };
      });
      document.body.append(frame);
    }

    load(url) {
      const script = this.inside.document.createElement("script");
      script.src = url;
      const loaded = new Promise((done) => { script.onload = done; });
      this.inside.document.body.append(script);
      return loaded;
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })));
    }
  };
}
