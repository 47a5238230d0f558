<?php
// Prints what WordPress puts into an article for an oEmbed answer; what is in it is not its business.
//
// The arguments are a folder that holds wp-includes, and the address that was pasted into the
// article; the answer comes as JSON. All of it is WordPress's own code with its default filters. Of
// a blog there is only what the database would say about it.
set_error_handler(function ($level, $message, $file, $line) {
    throw new ErrorException($message, 0, $level, $file, $line);
});

const WPINC = 'wp-includes';
const BLOG = ['home' => 'https://blog.example', 'blog_charset' => 'UTF-8'];
const PARTS = [
    'load', 'plugin', 'compat', 'cache', 'class-wp-list-util', 'functions', 'formatting', 'kses',
    'l10n', 'pluggable', 'link-template', 'class-wp-block-parser', 'blocks', 'embed',
    'class-wp-oembed', 'default-filters',
];

[, $folder, $address] = $argv;
define('ABSPATH', "$folder/");
foreach (PARTS as $part) {
    require ABSPATH . WPINC . "/$part.php";
}
wp_cache_init();
wp_cache_set('alloptions', BLOG, 'options');
$answer = json_decode(stream_get_contents(STDIN), flags: JSON_THROW_ON_ERROR);
echo _wp_oembed_get_object()->data2html($answer, $address);
