# A server that leaves its visitors waiting. It prints its address, then the path of each request.
#
#   perl silent_server.pl [PAGE]
#
# /page is answered with the file PAGE, /headers with headers alone, anything else not at all.
use strict;
use warnings;
use IO::Socket::INET;

$| = 1;
$SIG{CHLD} = 'IGNORE';
my $listener = IO::Socket::INET->new(Listen => 16, LocalAddr => '127.0.0.1') or die "no port: $!";
print 'http://127.0.0.1:', $listener->sockport, "/\n";

sub content {
	open my $file, '<', shift or die "no page: $!";
	local $/;
	return scalar <$file>;
}

sub serve {
	my $client = shift;
	while (sysread $client, my $request, 65536) {
		my ($path) = $request =~ m{^GET (\S+)} or return;
		my $body = $path eq '/page' ? content($ARGV[0]) : '';
		my $length = $path eq '/page' ? length $body : 1000;
		print "$path\n";
		syswrite $client,
			"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: $length\r\n\r\n$body"
			if $path eq '/page' || $path eq '/headers';
	}
}

while (my $client = $listener->accept) {
	next if fork;
	close $listener;
	serve($client);
	exit;
}
