// The words of the page, put in here from templates/messages; say.js gives them out.
(window.marchland ??= {}).messages = @@messages@@;
