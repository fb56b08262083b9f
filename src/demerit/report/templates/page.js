"use strict";
// Draws every chart of the page from the specifications inside it. Nothing is fetched.
(function () {
  var specs = JSON.parse(document.getElementById("charts").textContent);
  // On paper nothing can be opened, so everything is open there; afterwards as it was.
  var shut = [];
  window.addEventListener("beforeprint", function () {
    shut = Array.from(document.querySelectorAll("details:not([open])"));
    shut.forEach(function (each) { each.open = true; });
  });
  window.addEventListener("afterprint", function () {
    shut.forEach(function (each) { each.open = false; });
  });
  document.querySelectorAll("[data-chart]").forEach(function (place) {
    // Vega names whatever it draws into, so it gets a part of its own: the place keeps its role and its text.
    var canvas = place.appendChild(document.createElement("div"));
    canvas.setAttribute("aria-hidden", "true");
    // ast: expressions run in Vega's interpreter, so that the policy need not allow eval.
    vegaEmbed(canvas, specs[place.dataset.chart], {
      mode: "vega-lite", renderer: "svg", ast: true, actions: false, hover: false, tooltip: false
    }).then(function () {
      canvas.setAttribute("aria-hidden", "true");
      place.dataset.drawn = "yes";
    }, function (error) {
      place.textContent = "This chart could not be drawn; its table stands below. (" + error.message + ")";
      place.dataset.drawn = "no";
    });
  });
})();
