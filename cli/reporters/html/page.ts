/** The page as an Eta template: `<%= %>` escapes, `<%~ %>` does not and stands only for what this program wrote itself. */
export const PAGE = /* html */ `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<%= it.policy %>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:image/svg+xml,<%= encodeURIComponent(it.icon) %>">
<title><%= it.title %> · stagekeeper</title>
<style><%~ it.style %></style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header class="top">
  <div>
    <p class="brand">stagekeeper</p>
    <h1><%= it.title %></h1>
    <p class="scope"><%= it.scope %> · <time datetime="<%= it.generatedAt %>"><%= it.generatedAt.replace("T", " ").replace("Z", " UTC") %></time></p>
  </div>
  <button type="button" id="theme" class="quiet" hidden>Dark</button>
</header>
<main>
  <section class="verdict <%= it.tone %>" aria-label="Verdict">
    <p class="sentence"><span class="mark" aria-hidden="true"></span><%= it.verdict %></p>
    <% if (it.nextStep) { %><p class="next"><%= it.nextStep %></p><% } %>
    <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <% it.bar.forEach((part) => { %><rect class="<%= part.tone %>" x="<%= part.x %>" y="0" width="<%= part.width %>" height="1"/><% }) %>
    </svg>
    <ul class="shares">
      <li class="differing"><b><%= it.shares.differing %></b> resources with findings</li>
      <li class="allowed"><b><%= it.shares.allowed %></b> differ as allowed</li>
      <li class="alike"><b><%= it.shares.alike %></b> alike</li>
      <% if (it.unreadable > 0) { %><li class="unreadable"><b><%= it.unreadable %></b> unreadable</li><% } %>
    </ul>
  </section>

  <% if (it.incomplete.length > 0) { %>
  <section class="incomplete" aria-labelledby="incomplete-title">
    <h2 id="incomplete-title">Not checked</h2>
    <ul>
      <% it.incomplete.forEach((each) => { %><li><b><%= each.stage %></b> <%= each.reason %></li><% }) %>
    </ul>
  </section>
  <% } %>

  <section id="findings" tabindex="-1" aria-labelledby="findings-title"<% if (it.rows.length === 0) { %> hidden<% } %>>
    <h2 id="findings-title">Findings</h2>
    <form id="filters" role="search">
      <label class="search">Search
        <input type="search" name="search" placeholder="name, property, value" aria-keyshortcuts="/" autocomplete="off">
      </label>
      <fieldset>
        <legend>Severity</legend>
        <% it.severities.forEach((each) => { %><label><input type="checkbox" name="severity" value="<%= each.value %>"<% if (each.isOn) { %> checked<% } %>> <%= each.label %> <b class="<%= each.value %>"><%= each.count %></b></label><% }) %>
      </fieldset>
      <label>Kind
        <select name="code">
          <option value="">all</option>
          <% it.codes.forEach((each) => { %><option value="<%= each.code %>"><%= each.title %></option><% }) %>
        </select>
      </label>
      <label>Stands out
        <select name="stage">
          <option value="">any</option>
          <% it.columns.forEach((column, index) => { %><option value="<%= index %>"><%= column %></option><% }) %>
        </select>
      </label>
      <button type="button" id="clear" class="quiet">Clear</button>
    </form>
    <p class="hint"><span id="count" role="status" aria-live="polite"></span>
      <span class="keys"><kbd>/</kbd> search · <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> move · <kbd>Enter</kbd> open · <kbd>Esc</kbd> close</span></p>
    <div class="matrix<%= it.columns.length > 5 ? " wide" : "" %>"<% if (it.columns.length > 5) { %> role="region" aria-label="Findings by stage" tabindex="0"<% } %>>
      <table id="matrix" role="table">
        <caption class="unseen">Findings by resource and property, one column for each <%= it.isPromotion ? "stage" : "side" %>. Each cell opens the details.</caption>
        <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Property</th><% it.columns.forEach((column, index) => { %><th scope="col" role="columnheader"><%= column %><% if (it.isPromotion && index < it.columns.length - 1) { %> <span class="arrow" aria-hidden="true">→</span><% } %></th><% }) %></tr></thead>
      </table>
    </div>
    <p id="nothing" hidden>No finding matches. <button type="button" class="quiet" id="clear-all">Clear the filters</button></p>
    <button type="button" id="more" hidden></button>
    <noscript><p class="incomplete">The findings are listed by this page's script, which is switched off.</p></noscript>
  </section>

  <% if (it.allowances.length > 0) { %>
  <section>
    <h2 id="allowances-title">Allowed differences</h2>
    <div class="plain" role="region" aria-labelledby="allowances-title" tabindex="0"><table>
      <thead><tr><th scope="col">Reason</th><th scope="col">Owner</th><th scope="col">Until</th><th scope="col">Written at</th><th scope="col" class="number">Findings</th></tr></thead>
      <tbody>
        <% it.allowances.forEach((each) => { %><tr>
          <th scope="row"><%= each.reason %></th>
          <td><%= each.owner || "–" %></td>
          <td><% if (each.expires) { %><time datetime="<%= each.expires %>"><%= each.expires %></time><% } else { %>no end<% } %></td>
          <td><code><%= each.origin %></code></td>
          <td class="number"><%= each.count %></td>
        </tr><% }) %>
      </tbody>
    </table></div>
  </section>
  <% } %>

  <% if (it.notes.length > 0) { %>
  <section aria-labelledby="notes-title">
    <h2 id="notes-title">Notes</h2>
    <ul class="notes"><% it.notes.forEach((note) => { %><li><%= note %></li><% }) %></ul>
  </section>
  <% } %>
</main>
<dialog id="details" aria-labelledby="details-title">
  <div class="bar-top">
    <button type="button" class="quiet" id="previous">← Previous</button>
    <button type="button" class="quiet" id="following">Next →</button>
    <span id="position"></span>
    <button type="button" class="quiet" id="close">Close</button>
  </div>
  <div id="details-body"></div>
</dialog>
<script type="application/json" id="data"><%~ it.data %></script>
<script><%~ it.script %></script>
</body>
</html>
`;
